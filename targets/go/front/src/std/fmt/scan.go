package fmt

import (
	"errors"
	"internal/reflectlite"
	"io"
	"os"
	"strconv"
	"unicode"
)

// The Scan family for numbers, strings, booleans and bytes; formats may hold %d %v %s %f %g %e %x %q %c %t and text.

type ss struct {
	rest string
}

func Sscan(str string, a ...any) (n int, err error) { return (&ss{str}).scan(a, false) }

func Sscanln(str string, a ...any) (n int, err error) { return (&ss{str}).scan(a, true) }

func Sscanf(str string, format string, a ...any) (n int, err error) {
	return (&ss{str}).scanf(format, a)
}

func Fscan(r io.Reader, a ...any) (n int, err error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return 0, err
	}
	return Sscan(string(text), a...)
}

func Fscanln(r io.Reader, a ...any) (n int, err error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return 0, err
	}
	return Sscanln(string(text), a...)
}

func Scan(a ...any) (n int, err error)   { return Fscan(os.Stdin, a...) }
func Scanln(a ...any) (n int, err error) { return Fscanln(os.Stdin, a...) }

func (s *ss) skipSpace(stopAtNewline bool) {
	for s.rest != "" && unicode.IsSpace(rune(s.rest[0])) && !(stopAtNewline && s.rest[0] == '\n') {
		s.rest = s.rest[1:]
	}
}

func (s *ss) word() string {
	i := 0
	for i < len(s.rest) && !unicode.IsSpace(rune(s.rest[i])) {
		i++
	}
	w := s.rest[:i]
	s.rest = s.rest[i:]
	return w
}

// number takes a sign if there may be one, and then what may be part of a number.
func (s *ss) number(signed bool, accept string) string {
	i := 0
	if signed && s.rest != "" && (s.rest[0] == '+' || s.rest[0] == '-') {
		i = 1
	}
	for i < len(s.rest) {
		known := false
		for j := 0; j < len(accept); j++ {
			known = known || accept[j] == s.rest[i]
		}
		// An exponent has a sign of its own.
		exponent := i > 0 && signed && len(accept) > 23 && (s.rest[i-1] == 'e' || s.rest[i-1] == 'E')
		if !known && !(exponent && (s.rest[i] == '+' || s.rest[i] == '-')) {
			break
		}
		i++
	}
	w := s.rest[:i]
	s.rest = s.rest[i:]
	return w
}

func (s *ss) scan(a []any, line bool) (n int, err error) {
	for _, arg := range a {
		s.skipSpace(line)
		if s.rest == "" {
			if n == 0 {
				return n, io.EOF
			}
			return n, io.ErrUnexpectedEOF
		}
		if line && s.rest[0] == '\n' {
			return n, errors.New("unexpected newline")
		}
		if err := s.one(arg, 'v'); err != nil {
			return n, err
		}
		n++
	}
	if line {
		s.skipSpace(true)
		if s.rest != "" && s.rest[0] != '\n' {
			return n, errors.New("expected newline")
		}
	}
	return n, nil
}

func (s *ss) scanf(format string, a []any) (n int, err error) {
	for i := 0; i < len(format); i++ {
		c := format[i]
		if c == '%' && i+1 < len(format) && format[i+1] != '%' {
			i++
			if n >= len(a) {
				return n, errors.New("too few operands for format '%" + string(rune(format[i])) + "'")
			}
			if format[i] != 'c' {
				s.skipSpace(true)
			}
			if s.rest == "" {
				return n, io.ErrUnexpectedEOF
			}
			if err := s.one(a[n], rune(format[i])); err != nil {
				return n, err
			}
			n++
			continue
		}
		if c == '%' {
			i++
		}
		if unicode.IsSpace(rune(c)) {
			s.skipSpace(false)
			continue
		}
		if s.rest == "" {
			return n, io.ErrUnexpectedEOF
		}
		if s.rest[0] != c {
			return n, errors.New("input does not match format")
		}
		s.rest = s.rest[1:]
	}
	if n < len(a) {
		return n, errors.New("too many operands")
	}
	return n, nil
}

func (s *ss) one(arg any, verb rune) error {
	if verb == 'c' {
		if r, ok := arg.(*rune); ok {
			for i, c := range s.rest {
				if i > 0 {
					s.rest = s.rest[i:]
					return nil
				}
				*r = c
			}
			s.rest = ""
			return nil
		}
	}
	base := 10
	switch verb {
	case 'x', 'X':
		base = 16
	case 'o':
		base = 8
	case 'b':
		base = 2
	}
	v := reflectlite.ValueOf(arg)
	if v.Kind() != reflectlite.Pointer {
		return errors.New("type not a pointer: " + reflectlite.TypeOf(arg).String())
	}
	v = v.Elem()
	switch v.Kind() {
	case reflectlite.String:
		v.SetString(s.word())
		return nil
	case reflectlite.Int, reflectlite.Int8, reflectlite.Int16, reflectlite.Int32, reflectlite.Int64:
		tok := s.number(true, "0123456789_abcdefABCDEF"[:11+12*b2i(base == 16)])
		i, err := strconv.ParseInt(tok, base, int(v.Type().Size())*8)
		if err != nil {
			return numberError(err, tok, "expected integer", "integer overflow on token ")
		}
		v.SetInt(i)
		return nil
	case reflectlite.Uint, reflectlite.Uint8, reflectlite.Uint16, reflectlite.Uint32, reflectlite.Uint64, reflectlite.Uintptr:
		tok := s.number(false, "0123456789_abcdefABCDEF"[:11+12*b2i(base == 16)])
		u, err := strconv.ParseUint(tok, base, int(v.Type().Size())*8)
		if err != nil {
			return numberError(err, tok, "expected integer", "unsigned integer overflow on token ")
		}
		v.SetInt(int64(u))
		return nil
	case reflectlite.Float32, reflectlite.Float64:
		f, err := strconv.ParseFloat(s.number(true, "0123456789.eEpPxX_infINFaAbB"), int(v.Type().Size())*8)
		if err != nil {
			return err
		}
		v.SetFloat(f)
		return nil
	case reflectlite.Bool:
		b, err := strconv.ParseBool(s.word())
		if err != nil {
			return errors.New("syntax error scanning boolean")
		}
		v.SetInt(int64(b2i(b)))
		return nil
	}
	return errors.New("can't scan type: " + reflectlite.TypeOf(arg).String())
}

func numberError(err error, tok, syntax, overflow string) error {
	if e, ok := err.(*strconv.NumError); ok && e.Err == strconv.ErrRange {
		return errors.New(overflow + tok)
	}
	return errors.New(syntax)
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
