package fmt

import (
	"errors"
	"internal/reflectlite"
	"strconv"
	"unicode/utf8"
)

func tooLarge(x int) bool { return x > 1e6 || x < -1e6 }

// number reads digits of s from start.
func number(s string, start, end int) (n int, found bool, next int) {
	for next = start; next < end && '0' <= s[next] && s[next] <= '9'; next++ {
		if tooLarge(n) {
			return 0, false, end
		}
		n = n*10 + int(s[next]-'0')
		found = true
	}
	return
}

func intFromArg(a []any, argNum int) (n int, ok bool, newArgNum int) {
	if argNum >= len(a) {
		return 0, false, argNum
	}
	switch v := reflectlite.ValueOf(a[argNum]); v.Kind() {
	case reflectlite.Int, reflectlite.Int8, reflectlite.Int16, reflectlite.Int32, reflectlite.Int64:
		n, ok = int(v.Int()), true
	case reflectlite.Uint, reflectlite.Uint8, reflectlite.Uint16, reflectlite.Uint32, reflectlite.Uint64, reflectlite.Uintptr:
		n, ok = int(v.Uint()), int(v.Uint()) >= 0
	}
	if tooLarge(n) {
		n, ok = 0, false
	}
	return n, ok, argNum + 1
}

// argNumber reads the `[3]` that may stand at i.
func (p *pp) argNumber(argNum int, format string, i int, numArgs int) (newArgNum, newi int, found bool) {
	if len(format) <= i || format[i] != '[' {
		return argNum, i, false
	}
	p.reordered = true
	rest := format[i:]
	for j := 1; len(rest) >= 3 && j < len(rest); j++ {
		if rest[j] != ']' {
			continue
		}
		n, ok, end := number(rest, 1, j)
		if ok = ok && end == j; ok && 1 <= n && n <= numArgs {
			return n - 1, i + j + 1, true
		}
		p.goodArgNum = false
		return argNum, i + j + 1, ok
	}
	p.goodArgNum = false
	return argNum, i + 1, false
}

func (p *pp) doPrintf(format string, a []any) {
	end := len(format)
	argNum := 0
	afterIndex := false
	p.reordered = false
	for i := 0; i < end; {
		p.goodArgNum = true
		start := i
		for i < end && format[i] != '%' {
			i++
		}
		p.buf = append(p.buf, format[start:i]...)
		if i >= end {
			break
		}
		i++
		p.flags = flags{}
	flags:
		for ; i < end; i++ {
			switch format[i] {
			case '#':
				p.sharp = true
			case '0':
				p.zero = true
			case '+':
				p.plus = true
			case '-':
				p.minus = true
			case ' ':
				p.space = true
			default:
				break flags
			}
		}
		argNum, i, afterIndex = p.argNumber(argNum, format, i, len(a))
		if i < end && format[i] == '*' {
			i++
			p.width, p.hasWidth, argNum = intFromArg(a, argNum)
			if !p.hasWidth {
				p.text("%!(BADWIDTH)")
			}
			if p.width < 0 {
				p.width = -p.width
				p.minus = true
				p.zero = false
			}
			afterIndex = false
		} else {
			p.width, p.hasWidth, i = number(format, i, end)
			if afterIndex && p.hasWidth {
				p.goodArgNum = false
			}
		}
		if i+1 < end && format[i] == '.' {
			i++
			if afterIndex {
				p.goodArgNum = false
			}
			argNum, i, afterIndex = p.argNumber(argNum, format, i, len(a))
			if i < end && format[i] == '*' {
				i++
				p.prec, p.hasPrec, argNum = intFromArg(a, argNum)
				if p.prec < 0 {
					p.prec = 0
					p.hasPrec = false
				}
				if !p.hasPrec {
					p.text("%!(BADPREC)")
				}
				afterIndex = false
			} else {
				p.prec, p.hasPrec, i = number(format, i, end)
				if !p.hasPrec {
					p.prec = 0
					p.hasPrec = true
				}
			}
		}
		if !afterIndex {
			argNum, i, afterIndex = p.argNumber(argNum, format, i, len(a))
		}
		if i >= end {
			p.text("%!(NOVERB)")
			break
		}
		verb, size := utf8.DecodeRuneInString(format[i:])
		i += size
		switch {
		case verb == '%':
			p.text("%")
			continue
		case !p.goodArgNum:
			p.text("%!")
			p.buf = utf8.AppendRune(p.buf, verb)
			p.text("(BADINDEX)")
			continue
		case argNum >= len(a):
			p.text("%!")
			p.buf = utf8.AppendRune(p.buf, verb)
			p.text("(MISSING)")
			continue
		case verb == 'w':
			p.wrappedErrs = append(p.wrappedErrs, argNum)
		}
		if verb == 'w' || verb == 'v' {
			p.sharpV, p.sharp = p.sharp, false
			p.plusV, p.plus = p.plus, false
		}
		p.printArg(a[argNum], verb)
		argNum++
	}
	if !p.reordered && argNum < len(a) {
		p.flags = flags{}
		p.text("%!(EXTRA ")
		for i, arg := range a[argNum:] {
			if i > 0 {
				p.text(", ")
			}
			if arg == nil {
				p.text("<nil>")
			} else {
				p.text(reflectlite.TypeOf(arg).String())
				p.text("=")
				p.printArg(arg, 'v')
			}
		}
		p.text(")")
	}
}

func (p *pp) doPrint(a []any) {
	wasString := false
	for i, arg := range a {
		isString := reflectlite.TypeOf(arg).Kind() == reflectlite.String
		if i > 0 && !isString && !wasString {
			p.text(" ")
		}
		p.printArg(arg, 'v')
		wasString = isString
	}
}

func (p *pp) doPrintln(a []any) {
	for i, arg := range a {
		if i > 0 {
			p.text(" ")
		}
		p.printArg(arg, 'v')
	}
	p.text("\n")
}

// FormatString is the directive that a Formatter was called for.
func FormatString(state State, verb rune) string {
	b := []byte{'%'}
	for _, c := range " +-#0" {
		if state.Flag(int(c)) {
			b = append(b, byte(c))
		}
	}
	if w, ok := state.Width(); ok {
		b = strconv.AppendInt(b, int64(w), 10)
	}
	if p, ok := state.Precision(); ok {
		b = append(b, '.')
		b = strconv.AppendInt(b, int64(p), 10)
	}
	return string(utf8.AppendRune(b, verb))
}

func Errorf(format string, a ...any) error {
	p := &pp{wrapErrs: true}
	p.doPrintf(format, a)
	s := string(p.buf)
	switch len(p.wrappedErrs) {
	case 0:
		return errors.New(s)
	case 1:
		err, _ := a[p.wrappedErrs[0]].(error)
		return &wrapError{s, err}
	}
	var errs []error
	for i, arg := range a {
		for _, at := range p.wrappedErrs {
			if err, ok := arg.(error); ok && at == i {
				errs = append(errs, err)
				break
			}
		}
	}
	return &wrapErrors{s, errs}
}

type wrapError struct {
	msg string
	err error
}

func (e *wrapError) Error() string { return e.msg }
func (e *wrapError) Unwrap() error { return e.err }

type wrapErrors struct {
	msg  string
	errs []error
}

func (e *wrapErrors) Error() string   { return e.msg }
func (e *wrapErrors) Unwrap() []error { return e.errs }
