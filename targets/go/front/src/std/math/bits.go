package math

func Float64bits(f float64) uint64
func Float64frombits(b uint64) float64
func Float32bits(f float32) uint32
func Float32frombits(b uint32) float32

func Sqrt(x float64) float64
func Floor(x float64) float64
func Ceil(x float64) float64
func Trunc(x float64) float64
func FMA(x, y, z float64) float64

const (
	E       = 2.71828182845904523536028747135266249775724709369995957496696763
	Pi      = 3.14159265358979323846264338327950288419716939937510582097494459
	Phi     = 1.61803398874989484820458683436563811772030917980576286213544862
	Sqrt2   = 1.41421356237309504880168872420969807856967187537694807317667974
	SqrtE   = 1.64872127070012814684865078781416357165377610071014801157507931
	SqrtPi  = 1.77245385090551602729816748334114518279754945612238712821380779
	SqrtPhi = 1.27201964951406896425242246173749149171560804184009624861664038
	Ln2     = 0.693147180559945309417232121458176568075500134360255254120680009
	Log2E   = 1 / Ln2
	Ln10    = 2.30258509299404568401799145468436420760110148862877297603332790
	Log10E  = 1 / Ln10

	MaxFloat32             = 3.40282346638528859811704183484516925440e+38
	SmallestNonzeroFloat32 = 1.401298464324817070923729583289916131280e-45
	MaxFloat64             = 1.79769313486231570814527423731704356798070e+308
	SmallestNonzeroFloat64 = 4.9406564584124654417656879286822137236505980e-324

	MaxInt    = 1<<63 - 1
	MinInt    = -1 << 63
	MaxInt8   = 1<<7 - 1
	MinInt8   = -1 << 7
	MaxInt16  = 1<<15 - 1
	MinInt16  = -1 << 15
	MaxInt32  = 1<<31 - 1
	MinInt32  = -1 << 31
	MaxInt64  = 1<<63 - 1
	MinInt64  = -1 << 63
	MaxUint   = 1<<64 - 1
	MaxUint8  = 1<<8 - 1
	MaxUint16 = 1<<16 - 1
	MaxUint32 = 1<<32 - 1
	MaxUint64 = 1<<64 - 1
)

func Inf(sign int) float64 {
	if sign >= 0 {
		return Float64frombits(0x7FF0000000000000)
	}
	return Float64frombits(0xFFF0000000000000)
}

func NaN() float64           { return Float64frombits(0x7FF8000000000001) }
func IsNaN(f float64) bool   { return f != f }
func Signbit(x float64) bool { return Float64bits(x)>>63 != 0 }
func Abs(x float64) float64  { return Float64frombits(Float64bits(x) &^ (1 << 63)) }

func IsInf(f float64, sign int) bool {
	return sign >= 0 && f > MaxFloat64 || sign <= 0 && f < -MaxFloat64
}

func Copysign(f, sign float64) float64 {
	return Float64frombits(Float64bits(f)&^(1<<63) | Float64bits(sign)&(1<<63))
}

func Max(x, y float64) float64 {
	switch {
	case IsInf(x, 1) || IsInf(y, 1):
		return Inf(1)
	case x != x || y != y:
		return NaN()
	case x == 0 && x == y:
		if Signbit(x) {
			return y
		}
		return x
	case x > y:
		return x
	}
	return y
}

func Min(x, y float64) float64 {
	switch {
	case IsInf(x, -1) || IsInf(y, -1):
		return Inf(-1)
	case x != x || y != y:
		return NaN()
	case x == 0 && x == y:
		if Signbit(x) {
			return x
		}
		return y
	case x < y:
		return x
	}
	return y
}

func Dim(x, y float64) float64 {
	if v := x - y; v > 0 || v != v {
		return v
	}
	return 0
}

func Round(x float64) float64 {
	if x != x || x-x != 0 {
		return x
	}
	t := Trunc(x)
	if Abs(x-t) >= 0.5 {
		return t + Copysign(1, x)
	}
	return Copysign(t, x)
}

func RoundToEven(x float64) float64 {
	if x != x || x-x != 0 {
		return x
	}
	t := Trunc(x)
	odd := Trunc(t/2)*2 != t
	if d := Abs(x - t); d > 0.5 || d == 0.5 && odd {
		return t + Copysign(1, x)
	}
	return Copysign(t, x)
}

func Modf(f float64) (whole, frac float64) {
	whole = Trunc(f)
	if IsInf(f, 0) {
		return whole, NaN()
	}
	return whole, Copysign(f-whole, f)
}

func Frexp(f float64) (frac float64, exp int) {
	if f == 0 || f != f || f-f != 0 {
		return f, 0
	}
	if Abs(f) < 2.2250738585072014e-308 {
		f *= 1 << 52
		exp = -52
	}
	x := Float64bits(f)
	exp += int(x>>52&0x7ff) - 1022
	return Float64frombits(x&^(0x7ff<<52) | 1022<<52), exp
}

func Ldexp(frac float64, exp int) float64 {
	if frac == 0 || frac != frac || frac-frac != 0 {
		return frac
	}
	m, e := Frexp(frac)
	exp += e
	if exp > 1024 {
		return Copysign(Inf(1), frac)
	}
	if exp < -1074 {
		return Copysign(0, frac)
	}
	if exp < -1021 {
		return m * Float64frombits(uint64(exp+53+1023)<<52) * (1.0 / (1 << 53))
	}
	return m * 2 * Float64frombits(uint64(exp-1+1023)<<52)
}

func Mod(x, y float64) float64 {
	if y == 0 || x-x != 0 || y != y {
		return NaN()
	}
	y = Abs(y)
	yfr, yexp := Frexp(y)
	r := Abs(x)
	for r >= y {
		rfr, rexp := Frexp(r)
		if rfr < yfr {
			rexp--
		}
		r -= Ldexp(y, rexp-yexp)
	}
	return Copysign(r, x)
}

func Hypot(p, q float64) float64 {
	p, q = Abs(p), Abs(q)
	switch {
	case IsInf(p, 1) || IsInf(q, 1):
		return Inf(1)
	case p != p || q != q:
		return NaN()
	}
	if p < q {
		p, q = q, p
	}
	if p == 0 {
		return 0
	}
	q = q / p
	return p * Sqrt(1+q*q)
}

