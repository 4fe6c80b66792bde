package fmt

import (
	"strconv"
	"unicode/utf8"
)

const (
	ldigits = "0123456789abcdefx"
	udigits = "0123456789ABCDEFX"
)

// flags are what stands between the percent sign and the verb.
type flags struct {
	width, prec       int
	hasWidth, hasPrec bool
	minus, plus       bool
	sharp, space      bool
	zero              bool
	// %+v and %#v.
	plusV, sharpV bool
}

func (p *pp) fill(n int, zero bool) {
	c := byte(' ')
	if zero && !p.minus {
		c = '0'
	}
	for ; n > 0; n-- {
		p.buf = append(p.buf, c)
	}
}

// pad writes s in its width, with zeros in front only if they may be.
func (p *pp) pad(s string, zeros bool) {
	n := 0
	if p.hasWidth {
		n = p.width - utf8.RuneCountInString(s)
	}
	if !p.minus {
		p.fill(n, zeros && p.zero)
	}
	p.buf = append(p.buf, s...)
	if p.minus {
		p.fill(n, false)
	}
}

func (p *pp) truncate(s string) string {
	if p.hasPrec {
		n := p.prec
		for i := range s {
			n--
			if n < 0 {
				return s[:i]
			}
		}
	}
	return s
}

func (p *pp) integer(u uint64, base int, signed bool, verb rune, digits string) {
	negative := signed && int64(u) < 0
	if negative {
		u = -u
	}
	prec := 0
	if p.hasPrec {
		prec = p.prec
		if prec == 0 && u == 0 {
			p.fill(p.width, false)
			return
		}
	} else if p.zero && !p.minus && p.hasWidth {
		prec = p.width
		if negative || p.plus || p.space {
			prec--
		}
	}
	text := strconv.FormatUint(u, base)
	var buf []byte
	switch {
	case negative:
		buf = append(buf, '-')
	case p.plus:
		buf = append(buf, '+')
	case p.space:
		buf = append(buf, ' ')
	}
	if verb == 'O' {
		buf = append(buf, "0o"...)
	}
	if p.sharp {
		switch base {
		case 2:
			buf = append(buf, "0b"...)
		case 8:
			if text[0] != '0' && prec <= len(text) {
				buf = append(buf, '0')
			}
		case 16:
			buf = append(buf, '0', digits[16])
		}
	}
	for n := prec - len(text); n > 0; n-- {
		buf = append(buf, '0')
	}
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c >= 'a' {
			c = digits[c-'a'+10]
		}
		buf = append(buf, c)
	}
	p.pad(string(buf), false)
}

func (p *pp) unicodePoint(u uint64) {
	prec := 4
	if p.hasPrec && p.prec > 4 {
		prec = p.prec
	}
	text := strconv.FormatUint(u, 16)
	buf := []byte("U+")
	for n := prec - len(text); n > 0; n-- {
		buf = append(buf, '0')
	}
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c >= 'a' {
			c -= 'a' - 'A'
		}
		buf = append(buf, c)
	}
	if p.sharp && u <= utf8.MaxRune && strconv.IsPrint(rune(u)) {
		buf = append(buf, " '"...)
		buf = utf8.AppendRune(buf, rune(u))
		buf = append(buf, '\'')
	}
	p.pad(string(buf), false)
}

// hex writes bytes in hexadecimal.
func (p *pp) hex(s string, digits string) {
	n := len(s)
	if p.hasPrec && p.prec < n {
		n = p.prec
	}
	var buf []byte
	for i := 0; i < n; i++ {
		if p.space && i > 0 {
			buf = append(buf, ' ')
		}
		if p.sharp && (p.space || i == 0) {
			buf = append(buf, '0', digits[16])
		}
		buf = append(buf, digits[s[i]>>4], digits[s[i]&15])
	}
	p.pad(string(buf), true)
}

func (p *pp) quoted(s string) {
	s = p.truncate(s)
	switch {
	case p.sharp && strconv.CanBackquote(s):
		p.pad("`"+s+"`", true)
	case p.plus:
		p.pad(strconv.QuoteToASCII(s), true)
	default:
		p.pad(strconv.Quote(s), true)
	}
}

func asRune(u uint64) rune {
	if u > utf8.MaxRune {
		return utf8.RuneError
	}
	return rune(u)
}

func (p *pp) quotedRune(u uint64) {
	if p.plus {
		p.pad(strconv.QuoteRuneToASCII(asRune(u)), true)
	} else {
		p.pad(strconv.QuoteRune(asRune(u)), true)
	}
}

func (p *pp) float(v float64, size int, verb rune, prec int) {
	if p.hasPrec {
		prec = p.prec
	}
	num := strconv.AppendFloat([]byte{'+'}, v, byte(verb), prec, size)
	if num[1] == '-' || num[1] == '+' {
		num = num[1:]
	}
	if p.space && num[0] == '+' && !p.plus {
		num[0] = ' '
	}
	if num[1] == 'I' || num[1] == 'N' {
		if num[1] == 'N' && !p.space && !p.plus || num[0] == '+' && !p.plus {
			num = num[1:]
		}
		if num[0] == 'I' && !p.plus {
			// An infinity always has its sign.
			num = append([]byte{'+'}, num...)
		}
		p.pad(string(num), false)
		return
	}
	if p.sharp && verb != 'b' {
		num = p.withPoint(num, verb, prec)
	}
	if p.plus || num[0] != '+' {
		if p.zero && !p.minus && p.hasWidth && p.width > len(num) {
			p.buf = append(p.buf, num[0])
			p.fill(p.width-len(num), true)
			p.buf = append(p.buf, num[1:]...)
			return
		}
		p.pad(string(num), true)
		return
	}
	p.pad(string(num[1:]), true)
}

// withPoint gives a number its decimal point and trailing zeros back.
func (p *pp) withPoint(num []byte, verb rune, prec int) []byte {
	digits := 0
	switch verb {
	case 'v', 'g', 'G', 'x':
		digits = prec
		if digits == -1 {
			digits = 6
		}
	}
	tail := ""
	point, nonzero := false, false
scan:
	for i := 1; i < len(num); i++ {
		c := num[i]
		switch {
		case c == '.':
			point = true
		case c == 'p' || c == 'P' || (c == 'e' || c == 'E') && verb != 'x' && verb != 'X':
			tail = string(num[i:])
			num = num[:i]
			break scan
		default:
			nonzero = nonzero || c != '0'
			if nonzero {
				digits--
			}
		}
	}
	if !point {
		if len(num) == 2 && num[1] == '0' {
			digits--
		}
		num = append(num, '.')
	}
	for ; digits > 0; digits-- {
		num = append(num, '0')
	}
	return append(num, tail...)
}
