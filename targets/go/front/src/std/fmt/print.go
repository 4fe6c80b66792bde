package fmt

import (
	"internal/reflectlite"
	"io"
	"os"
	"unicode/utf8"
)

type State interface {
	Write(b []byte) (n int, err error)
	Width() (wid int, ok bool)
	Precision() (prec int, ok bool)
	Flag(c int) bool
}

type Formatter interface {
	Format(f State, verb rune)
}

type Stringer interface {
	String() string
}

type GoStringer interface {
	GoString() string
}

// pp is a printer.
type pp struct {
	buf []byte
	flags
	arg   any
	value reflectlite.Value
	// The format named an argument by its number; the number was a good one.
	reordered, goodArgNum bool
	panicking, erroring   bool
	wrapErrs              bool
	wrappedErrs           []int
}

func (p *pp) Width() (wid int, ok bool)      { return p.width, p.hasWidth }
func (p *pp) Precision() (prec int, ok bool) { return p.prec, p.hasPrec }

func (p *pp) Flag(b int) bool {
	switch b {
	case '-':
		return p.minus
	case '+':
		return p.plus || p.plusV
	case '#':
		return p.sharp || p.sharpV
	case ' ':
		return p.space
	case '0':
		return p.zero && !p.minus
	}
	return false
}

func (p *pp) Write(b []byte) (ret int, err error) {
	p.buf = append(p.buf, b...)
	return len(b), nil
}

func (p *pp) WriteString(s string) (ret int, err error) {
	p.buf = append(p.buf, s...)
	return len(s), nil
}

func Fprintf(w io.Writer, format string, a ...any) (n int, err error) {
	p := &pp{}
	p.doPrintf(format, a)
	return w.Write(p.buf)
}

func Printf(format string, a ...any) (n int, err error) { return Fprintf(os.Stdout, format, a...) }

func Sprintf(format string, a ...any) string {
	p := &pp{}
	p.doPrintf(format, a)
	return string(p.buf)
}

func Appendf(b []byte, format string, a ...any) []byte {
	p := &pp{buf: b}
	p.doPrintf(format, a)
	return p.buf
}

func Fprint(w io.Writer, a ...any) (n int, err error) {
	p := &pp{}
	p.doPrint(a)
	return w.Write(p.buf)
}

func Print(a ...any) (n int, err error) { return Fprint(os.Stdout, a...) }

func Sprint(a ...any) string {
	p := &pp{}
	p.doPrint(a)
	return string(p.buf)
}

func Append(b []byte, a ...any) []byte {
	p := &pp{buf: b}
	p.doPrint(a)
	return p.buf
}

func Fprintln(w io.Writer, a ...any) (n int, err error) {
	p := &pp{}
	p.doPrintln(a)
	return w.Write(p.buf)
}

func Println(a ...any) (n int, err error) { return Fprintln(os.Stdout, a...) }

func Sprintln(a ...any) string {
	p := &pp{}
	p.doPrintln(a)
	return string(p.buf)
}

func Appendln(b []byte, a ...any) []byte {
	p := &pp{buf: b}
	p.doPrintln(a)
	return p.buf
}

func (p *pp) text(s string) { p.buf = append(p.buf, s...) }

func (p *pp) badVerb(verb rune) {
	p.erroring = true
	p.text("%!")
	p.buf = utf8.AppendRune(p.buf, verb)
	p.text("(")
	switch {
	case p.arg != nil:
		p.text(reflectlite.TypeOf(p.arg).String())
		p.text("=")
		p.printArg(p.arg, 'v')
	case p.value.IsValid():
		p.text(p.value.Type().String())
		p.text("=")
		p.printValue(p.value, 'v', 0)
	default:
		p.text("<nil>")
	}
	p.text(")")
	p.erroring = false
}

func (p *pp) fmtBool(v bool, verb rune) {
	switch {
	case verb != 't' && verb != 'v':
		p.badVerb(verb)
	case v:
		p.pad("true", true)
	default:
		p.pad("false", true)
	}
}

func (p *pp) fmt0x64(v uint64, leading0x bool) {
	sharp := p.sharp
	p.sharp = leading0x
	p.integer(v, 16, false, 'v', ldigits)
	p.sharp = sharp
}

func (p *pp) fmtInteger(v uint64, signed bool, verb rune) {
	switch verb {
	case 'v':
		if p.sharpV && !signed {
			p.fmt0x64(v, true)
		} else {
			p.integer(v, 10, signed, verb, ldigits)
		}
	case 'd':
		p.integer(v, 10, signed, verb, ldigits)
	case 'b':
		p.integer(v, 2, signed, verb, ldigits)
	case 'o', 'O':
		p.integer(v, 8, signed, verb, ldigits)
	case 'x':
		p.integer(v, 16, signed, verb, ldigits)
	case 'X':
		p.integer(v, 16, signed, verb, udigits)
	case 'c':
		p.pad(string(asRune(v)), true)
	case 'q':
		p.quotedRune(v)
	case 'U':
		p.unicodePoint(v)
	default:
		p.badVerb(verb)
	}
}

func (p *pp) fmtFloat(v float64, size int, verb rune) {
	switch verb {
	case 'v':
		p.float(v, size, 'g', -1)
	case 'b', 'g', 'G', 'x', 'X':
		p.float(v, size, verb, -1)
	case 'f', 'e', 'E':
		p.float(v, size, verb, 6)
	case 'F':
		p.float(v, size, 'f', 6)
	default:
		p.badVerb(verb)
	}
}

func (p *pp) fmtComplex(v complex128, size int, verb rune) {
	switch verb {
	case 'v', 'b', 'g', 'G', 'x', 'X', 'f', 'F', 'e', 'E':
		plus := p.plus
		p.buf = append(p.buf, '(')
		p.fmtFloat(real(v), size/2, verb)
		p.plus = true
		p.fmtFloat(imag(v), size/2, verb)
		p.buf = append(p.buf, "i)"...)
		p.plus = plus
	default:
		p.badVerb(verb)
	}
}

func (p *pp) fmtString(v string, verb rune) {
	switch verb {
	case 'v':
		if p.sharpV {
			p.quoted(v)
		} else {
			p.pad(p.truncate(v), true)
		}
	case 's':
		p.pad(p.truncate(v), true)
	case 'x':
		p.hex(v, ldigits)
	case 'X':
		p.hex(v, udigits)
	case 'q':
		p.quoted(v)
	default:
		p.badVerb(verb)
	}
}

func (p *pp) fmtBytes(v []byte, verb rune, typeString string) {
	switch verb {
	case 'v', 'd':
		open, sep, end := "[", " ", "]"
		if p.sharpV {
			p.text(typeString)
			if v == nil {
				p.text("(nil)")
				return
			}
			open, sep, end = "{", ", ", "}"
		}
		p.text(open)
		for i, c := range v {
			if i > 0 {
				p.text(sep)
			}
			if p.sharpV {
				p.fmt0x64(uint64(c), true)
			} else {
				p.integer(uint64(c), 10, false, verb, ldigits)
			}
		}
		p.text(end)
	case 's', 'x', 'X', 'q':
		p.fmtString(string(v), verb)
	default:
		p.printValue(reflectlite.ValueOf(v), verb, 0)
	}
}

func (p *pp) fmtPointer(value reflectlite.Value, verb rune) {
	switch value.Kind() {
	case reflectlite.Chan, reflectlite.Func, reflectlite.Map, reflectlite.Pointer, reflectlite.Slice, reflectlite.UnsafePointer:
	default:
		p.badVerb(verb)
		return
	}
	u := uint64(value.Pointer())
	switch verb {
	case 'v':
		switch {
		case p.sharpV:
			p.text("(")
			p.text(value.Type().String())
			p.text(")(")
			if u == 0 {
				p.text("nil")
			} else {
				p.fmt0x64(u, true)
			}
			p.text(")")
		case u == 0:
			p.pad("<nil>", true)
		default:
			p.fmt0x64(u, !p.sharp)
		}
	case 'p':
		p.fmt0x64(u, !p.sharp)
	case 'b', 'o', 'd', 'x', 'X':
		p.fmtInteger(u, false, verb)
	default:
		p.badVerb(verb)
	}
}

func (p *pp) catchPanic(arg any, verb rune, method string) {
	err := recover()
	if err == nil {
		return
	}
	if v := reflectlite.ValueOf(arg); v.Kind() == reflectlite.Pointer && v.IsNil() {
		p.text("<nil>")
		return
	}
	if p.panicking {
		panic(err)
	}
	old := p.flags
	p.flags = flags{}
	p.text("%!")
	p.buf = utf8.AppendRune(p.buf, verb)
	p.text("(PANIC=")
	p.text(method)
	p.text(" method: ")
	p.panicking = true
	p.printArg(err, 'v')
	p.panicking = false
	p.text(")")
	p.flags = old
}

// handleMethods lets the argument print itself if it can.
func (p *pp) handleMethods(verb rune) (handled bool) {
	if p.erroring {
		return
	}
	if verb == 'w' {
		if _, ok := p.arg.(error); !ok || !p.wrapErrs {
			p.badVerb(verb)
			return true
		}
		verb = 'v'
	}
	if formatter, ok := p.arg.(Formatter); ok {
		handled = true
		defer p.catchPanic(p.arg, verb, "Format")
		formatter.Format(p, verb)
		return
	}
	if p.sharpV {
		if stringer, ok := p.arg.(GoStringer); ok {
			handled = true
			defer p.catchPanic(p.arg, verb, "GoString")
			p.pad(p.truncate(stringer.GoString()), true)
		}
		return
	}
	switch verb {
	case 'v', 's', 'x', 'X', 'q':
		switch v := p.arg.(type) {
		case error:
			handled = true
			defer p.catchPanic(p.arg, verb, "Error")
			p.fmtString(v.Error(), verb)
		case Stringer:
			handled = true
			defer p.catchPanic(p.arg, verb, "String")
			p.fmtString(v.String(), verb)
		}
	}
	return
}

func (p *pp) printArg(arg any, verb rune) {
	p.arg = arg
	p.value = reflectlite.Value{}
	if arg == nil {
		if verb == 'T' || verb == 'v' {
			p.pad("<nil>", true)
		} else {
			p.badVerb(verb)
		}
		return
	}
	switch verb {
	case 'T':
		p.pad(p.truncate(reflectlite.TypeOf(arg).String()), true)
		return
	case 'p':
		p.fmtPointer(reflectlite.ValueOf(arg), 'p')
		return
	}
	switch f := arg.(type) {
	case bool:
		p.fmtBool(f, verb)
	case int:
		p.fmtInteger(uint64(f), true, verb)
	case string:
		p.fmtString(f, verb)
	case []byte:
		p.fmtBytes(f, verb, "[]byte")
	default:
		if !p.handleMethods(verb) {
			p.printValue(reflectlite.ValueOf(f), verb, 0)
		}
	}
}

func (p *pp) printValue(value reflectlite.Value, verb rune, depth int) {
	if depth > 0 && value.IsValid() && value.CanInterface() {
		p.arg = value.Interface()
		if p.handleMethods(verb) {
			return
		}
	}
	p.arg = nil
	p.value = value
	switch kind := value.Kind(); kind {
	case reflectlite.Invalid:
		switch {
		case depth == 0:
			p.text("<invalid reflect.Value>")
		case verb == 'v':
			p.text("<nil>")
		default:
			p.badVerb(verb)
		}
	case reflectlite.Bool:
		p.fmtBool(value.Bool(), verb)
	case reflectlite.Int, reflectlite.Int8, reflectlite.Int16, reflectlite.Int32, reflectlite.Int64:
		p.fmtInteger(uint64(value.Int()), true, verb)
	case reflectlite.Uint, reflectlite.Uint8, reflectlite.Uint16, reflectlite.Uint32, reflectlite.Uint64, reflectlite.Uintptr:
		p.fmtInteger(value.Uint(), false, verb)
	case reflectlite.Float32:
		p.fmtFloat(value.Float(), 32, verb)
	case reflectlite.Float64:
		p.fmtFloat(value.Float(), 64, verb)
	case reflectlite.Complex64:
		p.fmtComplex(value.Complex(), 64, verb)
	case reflectlite.Complex128:
		p.fmtComplex(value.Complex(), 128, verb)
	case reflectlite.String:
		p.fmtString(value.String(), verb)
	case reflectlite.Map:
		p.printMap(value, verb, depth)
	case reflectlite.Struct:
		p.printStruct(value, verb, depth)
	case reflectlite.Interface:
		inner := value.Elem()
		switch {
		case inner.IsValid():
			p.printValue(inner, verb, depth+1)
		case p.sharpV:
			p.text(value.Type().String())
			p.text("(nil)")
		default:
			p.text("<nil>")
		}
	case reflectlite.Array, reflectlite.Slice:
		p.printList(value, verb, depth)
	case reflectlite.Pointer:
		if depth == 0 && !value.IsNil() {
			switch a := value.Elem(); a.Kind() {
			case reflectlite.Array, reflectlite.Slice, reflectlite.Struct, reflectlite.Map:
				p.text("&")
				p.printValue(a, verb, depth+1)
				return
			}
		}
		p.fmtPointer(value, verb)
	case reflectlite.Chan, reflectlite.Func, reflectlite.UnsafePointer:
		p.fmtPointer(value, verb)
	default:
		p.text("?")
		p.text(value.Type().String())
		p.text("?")
	}
}

func (p *pp) separator(i int) {
	switch {
	case i == 0:
	case p.sharpV:
		p.text(", ")
	default:
		p.text(" ")
	}
}

func (p *pp) printMap(value reflectlite.Value, verb rune, depth int) {
	end := "]"
	if p.sharpV {
		p.text(value.Type().String())
		if value.IsNil() {
			p.text("(nil)")
			return
		}
		p.text("{")
		end = "}"
	} else {
		p.text("map[")
	}
	keys, elems := value.MapEntries()
	for i, at := range inOrder(keys) {
		p.separator(i)
		p.printValue(keys[at], verb, depth+1)
		p.text(":")
		p.printValue(elems[at], verb, depth+1)
	}
	p.text(end)
}

func (p *pp) printStruct(value reflectlite.Value, verb rune, depth int) {
	if p.sharpV {
		p.text(value.Type().String())
	}
	p.text("{")
	for i := 0; i < value.NumField(); i++ {
		p.separator(i)
		name, field := value.Field(i)
		if (p.plusV || p.sharpV) && name != "" {
			p.text(name)
			p.text(":")
		}
		if field.Kind() == reflectlite.Interface && !field.IsNil() {
			field = field.Elem()
		}
		p.printValue(field, verb, depth+1)
	}
	p.text("}")
}

func (p *pp) printList(value reflectlite.Value, verb rune, depth int) {
	switch verb {
	case 's', 'q', 'x', 'X':
		if value.Type().Elem().Kind() == reflectlite.Uint8 {
			p.fmtBytes(value.Bytes(), verb, value.Type().String())
			return
		}
	}
	open, end := "[", "]"
	if p.sharpV {
		p.text(value.Type().String())
		if value.Kind() == reflectlite.Slice && value.IsNil() {
			p.text("(nil)")
			return
		}
		open, end = "{", "}"
	}
	p.text(open)
	for i := 0; i < value.Len(); i++ {
		p.separator(i)
		p.printValue(value.Index(i), verb, depth+1)
	}
	p.text(end)
}

// inOrder gives the positions of map keys in the order in which they are printed.
func inOrder(keys []reflectlite.Value) []int {
	order := make([]int, len(keys))
	for i := range order {
		j := i
		for j > 0 && compare(keys[i], keys[order[j-1]]) < 0 {
			order[j] = order[j-1]
			j--
		}
		order[j] = i
	}
	return order
}

func sign(less, more bool) int {
	switch {
	case less:
		return -1
	case more:
		return 1
	}
	return 0
}

// compare orders values of one type: by number, text, address, field after field.
func compare(a, b reflectlite.Value) int {
	if a.Type() != b.Type() {
		return -1
	}
	switch a.Kind() {
	case reflectlite.Int, reflectlite.Int8, reflectlite.Int16, reflectlite.Int32, reflectlite.Int64:
		return sign(a.Int() < b.Int(), a.Int() > b.Int())
	case reflectlite.Uint, reflectlite.Uint8, reflectlite.Uint16, reflectlite.Uint32, reflectlite.Uint64, reflectlite.Uintptr:
		return sign(a.Uint() < b.Uint(), a.Uint() > b.Uint())
	case reflectlite.String:
		return sign(a.String() < b.String(), a.String() > b.String())
	case reflectlite.Float32, reflectlite.Float64:
		x, y := a.Float(), b.Float()
		// NaN comes before all numbers.
		return sign(x < y || x != x && y == y, x > y || y != y && x == x)
	case reflectlite.Complex64, reflectlite.Complex128:
		x, y := a.Complex(), b.Complex()
		before := func(x, y float64) bool { return x < y || x != x && y == y }
		if c := sign(before(real(x), real(y)), before(real(y), real(x))); c != 0 {
			return c
		}
		return sign(before(imag(x), imag(y)), before(imag(y), imag(x)))
	case reflectlite.Bool:
		return sign(!a.Bool() && b.Bool(), a.Bool() && !b.Bool())
	case reflectlite.Pointer, reflectlite.Chan, reflectlite.UnsafePointer:
		return sign(a.Pointer() < b.Pointer(), a.Pointer() > b.Pointer())
	case reflectlite.Struct:
		for i := 0; i < a.NumField(); i++ {
			_, x := a.Field(i)
			_, y := b.Field(i)
			if c := compare(x, y); c != 0 {
				return c
			}
		}
	case reflectlite.Array:
		for i := 0; i < a.Len(); i++ {
			if c := compare(a.Index(i), b.Index(i)); c != 0 {
				return c
			}
		}
	case reflectlite.Interface:
		x, y := a.Elem(), b.Elem()
		if !x.IsValid() || !y.IsValid() {
			return sign(!x.IsValid() && y.IsValid(), x.IsValid() && !y.IsValid())
		}
		if c := sign(x.Type() < y.Type(), x.Type() > y.Type()); c != 0 {
			return c
		}
		return compare(x, y)
	}
	return 0
}
