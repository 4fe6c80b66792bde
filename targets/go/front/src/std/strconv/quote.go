package strconv

import "unicode/utf8"

// printable says what Go's own tables say for all but rare runes.
func printable(r rune) bool

const lowerhex = "0123456789abcdef"

func IsPrint(r rune) bool {
	if r < 0x7f {
		return r >= ' '
	}
	return printable(r)
}

func IsGraphic(r rune) bool {
	switch r {
	case 0xa0, 0x1680, 0x202f, 0x205f, 0x3000:
		return true
	}
	return IsPrint(r) || 0x2000 <= r && r <= 0x200a
}

func Quote(s string) string         { return string(appendQuoted(nil, s, '"', false, false)) }
func QuoteToASCII(s string) string  { return string(appendQuoted(nil, s, '"', true, false)) }
func QuoteRune(r rune) string       { return string(AppendQuoteRune(nil, r)) }
func QuoteRuneToASCII(r rune) string { return string(AppendQuoteRuneToASCII(nil, r)) }

func AppendQuote(dst []byte, s string) []byte { return appendQuoted(dst, s, '"', false, false) }

func AppendQuoteToASCII(dst []byte, s string) []byte { return appendQuoted(dst, s, '"', true, false) }

func AppendQuoteRune(dst []byte, r rune) []byte { return quotedRune(dst, r, false) }

func AppendQuoteRuneToASCII(dst []byte, r rune) []byte { return quotedRune(dst, r, true) }

func quotedRune(dst []byte, r rune, ascii bool) []byte {
	if !utf8.ValidRune(r) {
		r = utf8.RuneError
	}
	dst = append(dst, '\'')
	dst = escapedRune(dst, r, '\'', ascii)
	return append(dst, '\'')
}

func appendQuoted(dst []byte, s string, quote byte, ascii, graphic bool) []byte {
	dst = append(dst, quote)
	for len(s) > 0 {
		r, width := utf8.DecodeRuneInString(s)
		if width == 1 && r == utf8.RuneError {
			dst = append(dst, '\\', 'x', lowerhex[s[0]>>4], lowerhex[s[0]&0xF])
		} else {
			dst = escapedRune(dst, r, quote, ascii)
		}
		s = s[width:]
	}
	return append(dst, quote)
}

func escapedRune(dst []byte, r rune, quote byte, ascii bool) []byte {
	if r == rune(quote) || r == '\\' {
		return append(dst, '\\', byte(r))
	}
	if r < utf8.RuneSelf && IsPrint(r) {
		return append(dst, byte(r))
	}
	if !ascii && r >= utf8.RuneSelf && IsPrint(r) {
		return utf8.AppendRune(dst, r)
	}
	const letters = "abtnvfr"
	if '\a' <= r && r <= '\r' {
		// 7 to 13 are \a \b \t \n \v \f \r.
		return append(dst, '\\', letters[r-'\a'])
	}
	switch {
	case r < ' ' || r == 0x7f:
		return append(dst, '\\', 'x', lowerhex[byte(r)>>4], lowerhex[byte(r)&0xF])
	case !utf8.ValidRune(r):
		r = 0xFFFD
		fallthrough
	case r < 0x10000:
		dst = append(dst, '\\', 'u')
		for s := 12; s >= 0; s -= 4 {
			dst = append(dst, lowerhex[r>>uint(s)&0xF])
		}
	default:
		dst = append(dst, '\\', 'U')
		for s := 28; s >= 0; s -= 4 {
			dst = append(dst, lowerhex[r>>uint(s)&0xF])
		}
	}
	return dst
}

func CanBackquote(s string) bool {
	for len(s) > 0 {
		r, width := utf8.DecodeRuneInString(s)
		s = s[width:]
		if width > 1 {
			if r == 0xfeff {
				return false
			}
			continue
		}
		if r == utf8.RuneError || r < ' ' && r != '\t' || r == '`' || r == 0x7f {
			return false
		}
	}
	return true
}

func Unquote(s string) (string, error) {
	n := len(s)
	if n < 2 || s[0] != s[n-1] {
		return "", ErrSyntax
	}
	quote := s[0]
	s = s[1 : n-1]
	switch quote {
	case '`':
		var out []byte
		for i := 0; i < len(s); i++ {
			if s[i] == '`' {
				return "", ErrSyntax
			}
			if s[i] != '\r' {
				out = append(out, s[i])
			}
		}
		return string(out), nil
	case '"', '\'':
	default:
		return "", ErrSyntax
	}
	var out []byte
	for count := 0; len(s) > 0; count++ {
		if s[0] == '\n' || quote == '\'' && count > 0 {
			return "", ErrSyntax
		}
		c, multibyte, rest, err := UnquoteChar(s, quote)
		if err != nil {
			return "", err
		}
		s = rest
		if c < utf8.RuneSelf || !multibyte {
			out = append(out, byte(c))
		} else {
			out = utf8.AppendRune(out, c)
		}
	}
	if quote == '\'' && len(out) == 0 {
		return "", ErrSyntax
	}
	return string(out), nil
}

func UnquoteChar(s string, quote byte) (value rune, multibyte bool, tail string, err error) {
	err = ErrSyntax
	if s == "" {
		return
	}
	c := s[0]
	if c == quote && (quote == '\'' || quote == '"') {
		return
	}
	if c >= utf8.RuneSelf {
		r, size := utf8.DecodeRuneInString(s)
		return r, true, s[size:], nil
	}
	if c != '\\' {
		return rune(c), false, s[1:], nil
	}
	if len(s) < 2 {
		return
	}
	c = s[1]
	s = s[2:]
	const letters, values = "abtnvfr", "\a\b\t\n\v\f\r"
	for i := 0; i < len(letters); i++ {
		if letters[i] == c {
			return rune(values[i]), false, s, nil
		}
	}
	switch c {
	case 'x', 'u', 'U':
		n := 2
		if c == 'u' {
			n = 4
		} else if c == 'U' {
			n = 8
		}
		if len(s) < n {
			return
		}
		v, e := ParseUint(s[:n], 16, 32)
		if e != nil || c != 'x' && !utf8.ValidRune(rune(v)) {
			return
		}
		return rune(v), c != 'x', s[n:], nil
	case '0', '1', '2', '3', '4', '5', '6', '7':
		if len(s) < 2 {
			return
		}
		v, e := ParseUint(string(c)+s[:2], 8, 32)
		if e != nil || v > 255 {
			return
		}
		return rune(v), false, s[2:], nil
	case '\\', '\'', '"':
		if (c == '\'' || c == '"') && c != quote {
			return
		}
		return rune(c), false, s, nil
	}
	return
}
