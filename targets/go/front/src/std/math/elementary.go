package math

// Exponential and logarithm by the methods of FreeBSD's msun, which Go's portable versions follow too; the rest by
// reduction and Taylor series. The last bit of a result may differ from that of Go's assembly.

const (
	ln2Hi = 6.93147180369123816490e-01
	ln2Lo = 1.90821492927058770002e-10
)

func Log(x float64) float64 {
	switch {
	case x != x || IsInf(x, 1):
		return x
	case x < 0:
		return NaN()
	case x == 0:
		return Inf(-1)
	}
	f1, ki := Frexp(x)
	if f1 < Sqrt2/2 {
		f1 *= 2
		ki--
	}
	f := f1 - 1
	k := float64(ki)
	s := f / (2 + f)
	s2 := s * s
	s4 := s2 * s2
	t1 := s2 * (6.666666666666735130e-01 + s4*(2.857142874366239149e-01+s4*(1.818357216161805012e-01+s4*1.479819860511658591e-01)))
	t2 := s4 * (3.999999999940941908e-01 + s4*(2.222219843214978396e-01+s4*1.531383769920937332e-01))
	hfsq := 0.5 * f * f
	return k*ln2Hi - ((hfsq - (s*(hfsq+t1+t2) + k*ln2Lo)) - f)
}

func Log10(x float64) float64 { return Log2(x) * (Ln2 / Ln10) }

func Log2(x float64) float64 {
	frac, exp := Frexp(x)
	if frac == 0.5 {
		return float64(exp - 1)
	}
	return Log(frac)*(1/Ln2) + float64(exp)
}

func Log1p(x float64) float64 {
	if Abs(x) < 1e-5 {
		return x - x*x/2 + x*x*x/3
	}
	return Log(1 + x)
}

func Exp(x float64) float64 {
	switch {
	case x != x || IsInf(x, 1):
		return x
	case IsInf(x, -1):
		return 0
	case x > 7.09782712893383973096e+02:
		return Inf(1)
	case x < -7.45133219101941108420e+02:
		return 0
	case -1.0/(1<<28) < x && x < 1.0/(1<<28):
		return 1 + x
	}
	var k int
	if x < 0 {
		k = int(Log2E*x - 0.5)
	} else if x > 0 {
		k = int(Log2E*x + 0.5)
	}
	return expmulti(x-float64(k)*ln2Hi, float64(k)*ln2Lo, k)
}

func Exp2(x float64) float64 {
	switch {
	case x != x || IsInf(x, 1):
		return x
	case IsInf(x, -1):
		return 0
	case x > 1.0239999999999999e+03:
		return Inf(1)
	case x < -1.0740e+03:
		return 0
	}
	k := int(x + Copysign(0.5, x))
	t := x - float64(k)
	return expmulti(t*ln2Hi, -t*ln2Lo, k)
}

func expmulti(hi, lo float64, k int) float64 {
	r := hi - lo
	t := r * r
	c := r - t*(1.66666666666666657415e-01+t*(-2.77777777770155933842e-03+t*(6.61375632143793436117e-05+t*(-1.65339022054652515390e-06+t*4.13813679705723846039e-08))))
	y := 1 - ((lo - (r*c)/(2-c)) - hi)
	return Ldexp(y, k)
}

func Expm1(x float64) float64 {
	if Abs(x) < 1e-5 {
		return x + x*x/2
	}
	return Exp(x) - 1
}

func Pow10(n int) float64 {
	switch {
	case n < -323:
		return 0
	case n > 308:
		return Inf(1)
	}
	return decimal(n)
}

// decimal is 1e`n`, rounded.
func decimal(n int) float64

func Pow(x, y float64) float64 {
	switch {
	case y == 0 || x == 1:
		return 1
	case y == 1:
		return x
	case x != x || y != y:
		return NaN()
	case x == 0:
		odd := isOdd(y)
		switch {
		case y < 0 && odd:
			return Copysign(Inf(1), x)
		case y < 0:
			return Inf(1)
		case odd:
			return x
		}
		return 0
	case IsInf(y, 0):
		switch {
		case x == -1:
			return 1
		case (Abs(x) < 1) == IsInf(y, 1):
			return 0
		}
		return Inf(1)
	case IsInf(x, 0):
		if IsInf(x, -1) {
			return Pow(1/x, -y)
		}
		if y < 0 {
			return 0
		}
		return Inf(1)
	case y == 0.5:
		return Sqrt(x)
	case y == -0.5:
		return 1 / Sqrt(x)
	}
	yi, yf := Modf(Abs(y))
	if yf != 0 && x < 0 {
		return NaN()
	}
	if yi >= 1<<63 {
		switch {
		case x == -1:
			return 1
		case (Abs(x) < 1) == (y > 0):
			return 0
		}
		return Inf(1)
	}
	a1 := 1.0
	ae := 0
	if yf != 0 {
		if yf > 0.5 {
			yf--
			yi++
		}
		a1 = Exp(yf * Log(x))
	}
	x1, xe := Frexp(x)
	for i := int64(yi); i != 0; i >>= 1 {
		if xe < -1<<12 || 1<<12 < xe {
			ae += xe
			break
		}
		if i&1 == 1 {
			a1 *= x1
			ae += xe
		}
		x1 *= x1
		xe <<= 1
		if x1 < .5 {
			x1 += x1
			xe--
		}
	}
	if y < 0 {
		a1 = 1 / a1
		ae = -ae
	}
	return Ldexp(a1, ae)
}

func isOdd(x float64) bool {
	if Abs(x) >= 1<<53 {
		return false
	}
	whole, frac := Modf(x)
	return frac == 0 && int64(whole)&1 == 1
}

func Cbrt(x float64) float64 {
	if x == 0 || x != x || x-x != 0 {
		return x
	}
	t := Exp(Log(Abs(x)) / 3)
	t -= (t*t*t - Abs(x)) / (3 * t * t)
	t -= (t*t*t - Abs(x)) / (3 * t * t)
	return Copysign(t, x)
}

// reduce gives x modulo a quarter turn, between minus and plus an eighth of one, and which quarter.
func reduce(x float64) (r float64, quarter int) {
	n := RoundToEven(x * (2 / Pi))
	r = x - n*1.57079632673412561417e+00
	r -= n * 6.07710050650619224932e-11
	return r, int(int64(n) & 3)
}

func sinSmall(x float64) float64 {
	z := x * x
	return x + x*z*(-1.66666666666666307295e-1+z*(8.33333333332211858878e-3+z*(-1.98412698295895385996e-4+z*(2.75573136213857245213e-6+z*(-2.50507477628578072866e-8+z*1.58962301576546568060e-10)))))
}

func cosSmall(x float64) float64 {
	z := x * x
	return 1 - z/2 + z*z*(4.16666666666665929218e-2+z*(-1.38888888888730564116e-3+z*(2.48015872888517045348e-5+z*(-2.75573141792967388112e-7+z*(2.08757008419747316778e-9+z*-1.13585365213876817300e-11)))))
}

func Sin(x float64) float64 {
	if x-x != 0 {
		return NaN()
	}
	r, quarter := reduce(x)
	s := 0.0
	if quarter&1 == 0 {
		s = sinSmall(r)
	} else {
		s = cosSmall(r)
	}
	if quarter >= 2 {
		return -s
	}
	return s
}

func Cos(x float64) float64 {
	if x-x != 0 {
		return NaN()
	}
	r, quarter := reduce(x)
	c := 0.0
	if quarter&1 == 0 {
		c = cosSmall(r)
	} else {
		c = -sinSmall(r)
	}
	if quarter >= 2 {
		return -c
	}
	return c
}

func Sincos(x float64) (sin, cos float64) { return Sin(x), Cos(x) }
func Tan(x float64) float64               { return Sin(x) / Cos(x) }

func Atan(x float64) float64 {
	if x != x || x == 0 {
		return x
	}
	a := Abs(x)
	turn := 0.0
	if a > 1 {
		turn, a = Pi/2, -1/a
	}
	// Three halvings leave an angle small enough for the series.
	for i := 0; i < 3; i++ {
		a = a / (1 + Sqrt(1+a*a))
	}
	z := a * a
	sum, term := 0.0, a
	for i := 1; i < 31; i += 2 {
		sum += term / float64(i)
		term *= -z
	}
	return Copysign(turn+8*sum, x)
}

func Asin(x float64) float64 {
	switch {
	case x != x || Abs(x) > 1:
		return NaN()
	case x == 0:
		return x
	}
	return Copysign(Pi/2-Acos(Abs(x)), x)
}

func Acos(x float64) float64 {
	if x != x || Abs(x) > 1 {
		return NaN()
	}
	return 2 * Atan2(Sqrt(1-x), Sqrt(1+x))
}

func Atan2(y, x float64) float64 {
	switch {
	case x != x || y != y:
		return NaN()
	case y == 0:
		if x > 0 || x == 0 && !Signbit(x) {
			return y
		}
		return Copysign(Pi, y)
	case x == 0:
		return Copysign(Pi/2, y)
	case IsInf(x, 0):
		turn := 0.0
		if IsInf(y, 0) {
			turn = Pi / 4
		}
		if x < 0 {
			turn = Pi - turn
		}
		return Copysign(turn, y)
	case IsInf(y, 0):
		return Copysign(Pi/2, y)
	}
	q := Atan(y / x)
	if x < 0 {
		if q <= 0 {
			return q + Pi
		}
		return q - Pi
	}
	return q
}

func Sinh(x float64) float64 { return (Exp(x) - Exp(-x)) / 2 }
func Cosh(x float64) float64 { return (Exp(x) + Exp(-x)) / 2 }

func Tanh(x float64) float64 {
	if Abs(x) > 22 {
		return Copysign(1, x)
	}
	e := Exp(2 * x)
	return (e - 1) / (e + 1)
}
