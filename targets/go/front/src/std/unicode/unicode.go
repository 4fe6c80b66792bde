package unicode

const (
	MaxRune         = '\U0010FFFF'
	ReplacementChar = '\uFFFD'
	MaxASCII        = '\u007F'
	MaxLatin1       = '\u00FF'
)

// is and to answer from the host's tables; see the deviations in vm/library.rs.
func is(r rune, class int) bool
func to(r rune, upper bool) rune

const (
	letter = iota
	upperCase
	lowerCase
	number
	space
	control
	printing
	digit
	punct
	mark
)

func IsLetter(r rune) bool {
	if r < 0x80 {
		return 'a' <= r|0x20 && r|0x20 <= 'z'
	}
	return is(r, letter)
}

func IsDigit(r rune) bool {
	if r < 0x80 {
		return '0' <= r && r <= '9'
	}
	return is(r, digit)
}

func IsNumber(r rune) bool {
	if r < 0x80 {
		return '0' <= r && r <= '9'
	}
	return is(r, number)
}

func IsUpper(r rune) bool {
	if r < 0x80 {
		return 'A' <= r && r <= 'Z'
	}
	return is(r, upperCase)
}

func IsLower(r rune) bool {
	if r < 0x80 {
		return 'a' <= r && r <= 'z'
	}
	return is(r, lowerCase)
}

func IsTitle(r rune) bool {
	switch r {
	case 0x1c5, 0x1c8, 0x1cb, 0x1f2:
		return true
	}
	return false
}

func IsSpace(r rune) bool {
	if r <= MaxLatin1 {
		return '\t' <= r && r <= '\r' || r == ' ' || r == 0x85 || r == 0xa0
	}
	return is(r, space)
}

func IsControl(r rune) bool { return is(r, control) }
func IsPrint(r rune) bool   { return r == ' ' || r != 0xa0 && is(r, printing) }
func IsGraphic(r rune) bool { return IsPrint(r) || IsSpace(r) && r > '\r' && r != 0x85 && r != 0x2028 && r != 0x2029 }

func IsPunct(r rune) bool {
	if r < 0x80 {
		return '!' <= r && r <= '~' && !IsLetter(r) && !IsDigit(r) && !IsSymbol(r)
	}
	return is(r, punct)
}

func IsSymbol(r rune) bool {
	switch r {
	case '$', '+', '<', '=', '>', '^', '`', '|', '~', 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa8, 0xa9, 0xac, 0xae, 0xaf, 0xb0, 0xb1, 0xb4, 0xb8, 0xd7, 0xf7:
		return true
	}
	return r > MaxLatin1 && IsPrint(r) && !is(r, mark) && !is(r, letter) && !is(r, number) && !is(r, punct)
}

func IsMark(r rune) bool { return r > MaxLatin1 && is(r, mark) }

func ToUpper(r rune) rune {
	if r < 0x80 {
		if 'a' <= r && r <= 'z' {
			r -= 'a' - 'A'
		}
		return r
	}
	return to(r, true)
}

func ToLower(r rune) rune {
	if r < 0x80 {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}
	return to(r, false)
}

func ToTitle(r rune) rune { return ToUpper(r) }
