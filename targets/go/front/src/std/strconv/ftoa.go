package strconv

// formatDigits gives the decimal digits of a float of the given size as `d.ddde±x`: prec of them behind the point, or
// with a negative prec as many as tell it apart from its neighbours.
func formatDigits(bits uint64, size int, prec int) string

// formatFixed gives them without an exponent, prec of them behind the point.
func formatFixed(bits uint64, size int, prec int) string

// parseDecimal reads what has been found to be a decimal number; too large gives infinity.
func parseDecimal(s string, size int) float64

func float64bits(f float64) uint64
func float32bits(f float32) uint32
func float64frombits(b uint64) float64

func FormatFloat(f float64, fmt byte, prec, bitSize int) string {
	return string(AppendFloat(nil, f, fmt, prec, bitSize))
}

func AppendFloat(dst []byte, f float64, fmt byte, prec, bitSize int) []byte {
	bits := float64bits(f)
	if bitSize == 32 {
		bits = uint64(float32bits(float32(f)))
	} else if bitSize != 64 {
		panic("strconv: illegal AppendFloat/FormatFloat bitSize")
	}
	neg := bits>>uint(bitSize-1) != 0
	// A float64 may be too large for a float32.
	if f-f != 0 || bitSize == 32 && bits>>23&0xff == 0xff {
		switch {
		case f != f:
			return append(dst, "NaN"...)
		case neg:
			return append(dst, "-Inf"...)
		}
		return append(dst, "+Inf"...)
	}
	if neg {
		dst = append(dst, '-')
	}
	bits &^= 1 << uint(bitSize-1)
	switch fmt {
	case 'b':
		return formatB(dst, bits, bitSize)
	case 'x', 'X':
		return formatX(dst, bits, bitSize, prec, fmt)
	case 'e', 'E':
		ds, exp := decimal(bits, bitSize, prec)
		return formatE(dst, ds, exp, fmt)
	case 'f':
		return append(dst, formatFixed(bits, bitSize, prec)...)
	case 'g', 'G':
		shortest := prec < 0
		if prec == 0 {
			prec = 1
		}
		ds, exp := decimal(bits, bitSize, prec-1)
		if !shortest {
			ds = trimZeros(ds)
		}
		eprec := prec
		if eprec > len(ds) && len(ds) >= exp+1 {
			eprec = len(ds)
		}
		if shortest {
			eprec = 6
		}
		if exp < -4 || exp >= eprec {
			return formatE(dst, ds, exp, fmt+'e'-'g')
		}
		return plain(dst, ds, exp, max(len(ds)-exp-1, 0))
	}
	return append(dst, '%', fmt)
}

func max(a, b int) int {
	if a > b {
		return a
	}
	return b
}

// decimal gives the digits without a point, and the exponent of the first.
func decimal(bits uint64, size int, prec int) (ds string, exp int) {
	if prec < -1 {
		prec = -1
	}
	s := formatDigits(bits, size, prec)
	e := len(s) - 1
	for s[e] != 'e' {
		e--
	}
	exp, _ = Atoi(s[e+1:])
	if e > 1 {
		return s[:1] + s[2:e], exp
	}
	return s[:1], exp
}

func trimZeros(ds string) string {
	for len(ds) > 1 && ds[len(ds)-1] == '0' {
		ds = ds[:len(ds)-1]
	}
	return ds
}

func formatE(dst []byte, ds string, exp int, fmt byte) []byte {
	dst = append(dst, ds[0])
	if len(ds) > 1 {
		dst = append(dst, '.')
		dst = append(dst, ds[1:]...)
	}
	dst = append(dst, fmt)
	sign := byte('+')
	if exp < 0 {
		sign, exp = '-', -exp
	}
	dst = append(dst, sign)
	if exp < 10 {
		dst = append(dst, '0')
	}
	return AppendInt(dst, int64(exp), 10)
}

// plain writes digits whose first has exponent exp, with prec places behind the point.
func plain(dst []byte, ds string, exp int, prec int) []byte {
	digit := func(place int) byte {
		i := exp - place
		if i < 0 || i >= len(ds) {
			return '0'
		}
		return ds[i]
	}
	for place := max(exp, 0); place >= 0; place-- {
		dst = append(dst, digit(place))
	}
	if prec > 0 {
		dst = append(dst, '.')
		for place := -1; place >= -prec; place-- {
			dst = append(dst, digit(place))
		}
	}
	return dst
}

// parts gives mantissa and binary exponent of its last bit.
func parts(bits uint64, size int) (mant uint64, exp int) {
	mbits, bias := uint(52), 1023
	if size == 32 {
		mbits, bias = 23, 127
	}
	mant = bits & (1<<mbits - 1)
	exp = int(bits >> mbits)
	if exp == 0 {
		exp++
	} else {
		mant |= 1 << mbits
	}
	return mant, exp - bias - int(mbits)
}

func formatB(dst []byte, bits uint64, size int) []byte {
	mant, exp := parts(bits, size)
	dst = AppendUint(dst, mant, 10)
	dst = append(dst, 'p')
	if exp >= 0 {
		dst = append(dst, '+')
	}
	return AppendInt(dst, int64(exp), 10)
}

func formatX(dst []byte, bits uint64, size int, prec int, fmt byte) []byte {
	mant, exp := parts(bits, size)
	mbits := 52
	if size == 32 {
		mbits = 23
	}
	if mant == 0 {
		exp = 0
	} else {
		exp += mbits
		// The leading digit is 1, at bit 60.
		mant <<= uint(60 - mbits)
		for mant&(1<<60) == 0 {
			mant <<= 1
			exp--
		}
	}
	if prec >= 0 && prec < 15 {
		shift := uint(prec * 4)
		extra := mant << shift & (1<<60 - 1)
		mant >>= 60 - shift
		if extra|mant&1 > 1<<59 {
			mant++
		}
		mant <<= 60 - shift
		if mant&(1<<61) != 0 {
			mant >>= 1
			exp++
		}
	}
	hex := "0123456789abcdef"
	if fmt == 'X' {
		hex = "0123456789ABCDEF"
	}
	dst = append(dst, '0', fmt, '0'+byte(mant>>60)&1)
	mant <<= 4
	if prec < 0 && mant != 0 {
		dst = append(dst, '.')
		for mant != 0 {
			dst = append(dst, hex[mant>>60&15])
			mant <<= 4
		}
	} else if prec > 0 {
		dst = append(dst, '.')
		for i := 0; i < prec; i++ {
			dst = append(dst, hex[mant>>60&15])
			mant <<= 4
		}
	}
	dst = append(dst, fmt+'p'-'x')
	sign := byte('+')
	if exp < 0 {
		sign, exp = '-', -exp
	}
	dst = append(dst, sign)
	if exp < 10 {
		dst = append(dst, '0')
	}
	return AppendInt(dst, int64(exp), 10)
}

func ParseFloat(s string, bitSize int) (float64, error) {
	const fn = "ParseFloat"
	if f, ok := special(s); ok {
		return f, nil
	}
	clean, ok := decimalSyntax(s)
	if !ok {
		if f, ok := hexFloat(s, bitSize); ok {
			return f, nil
		}
		return 0, syntaxError(fn, s)
	}
	f := parseDecimal(clean, bitSize)
	if f-f != 0 {
		return f, rangeError(fn, s)
	}
	return f, nil
}

func special(s string) (float64, bool) {
	sign := uint64(0)
	signed := false
	if s != "" && (s[0] == '+' || s[0] == '-') {
		signed = true
		if s[0] == '-' {
			sign = 1 << 63
		}
		s = s[1:]
	}
	low := []byte(s)
	for i := range low {
		low[i] = lower(low[i])
	}
	switch string(low) {
	case "inf", "infinity":
		return float64frombits(sign | 0x7FF0000000000000), true
	case "nan":
		if !signed {
			return float64frombits(0x7FF8000000000001), true
		}
	}
	return 0, false
}

// decimalSyntax checks a decimal number; it gives it without underscores.
func decimalSyntax(s string) (string, bool) {
	var clean []byte
	underscores := false
	i := 0
	sign := func() {
		if i < len(s) && (s[i] == '+' || s[i] == '-') {
			clean = append(clean, s[i])
			i++
		}
	}
	digits := func() (n int) {
		for ; i < len(s) && ('0' <= s[i] && s[i] <= '9' || s[i] == '_'); i++ {
			if s[i] == '_' {
				underscores = true
				continue
			}
			clean = append(clean, s[i])
			n++
		}
		return n
	}
	sign()
	n := digits()
	if i < len(s) && s[i] == '.' {
		clean = append(clean, '.')
		i++
		n += digits()
	}
	if n == 0 {
		return "", false
	}
	if i < len(s) && lower(s[i]) == 'e' {
		clean = append(clean, 'e')
		i++
		sign()
		if digits() == 0 {
			return "", false
		}
	}
	return string(clean), i == len(s) && (!underscores || underscoresOK(s))
}

// hexFloat reads `0x1.8p3`; more than 60 bits of mantissa are not read.
func hexFloat(s string, bitSize int) (float64, bool) {
	neg := false
	if s != "" && (s[0] == '+' || s[0] == '-') {
		neg = s[0] == '-'
		s = s[1:]
	}
	if len(s) < 4 || s[0] != '0' || lower(s[1]) != 'x' {
		return 0, false
	}
	var mant uint64
	exp, n, i, point := 0, 0, 2, false
	for ; i < len(s); i++ {
		c := lower(s[i])
		switch {
		case s[i] == '.' && !point:
			point = true
			continue
		case '0' <= s[i] && s[i] <= '9':
			mant = mant<<4 | uint64(s[i]-'0')
		case 'a' <= c && c <= 'f':
			mant = mant<<4 | uint64(c-'a'+10)
		default:
			goto done
		}
		n++
		if point {
			exp -= 4
		}
	}
done:
	if n == 0 || n > 15 || i >= len(s) || lower(s[i]) != 'p' {
		return 0, false
	}
	e, err := Atoi(s[i+1:])
	if err != nil || e > 10000 || e < -10000 {
		return 0, false
	}
	f := float64(mant)
	for exp += e; exp > 0; exp-- {
		f *= 2
	}
	for ; exp < 0; exp++ {
		f /= 2
	}
	if bitSize == 32 {
		f = float64(float32(f))
	}
	if neg {
		f = -f
	}
	return f, true
}
