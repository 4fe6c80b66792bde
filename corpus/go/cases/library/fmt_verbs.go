// What fmt prints: every verb on every kind, with flags, widths and precisions.
package main

import (
	"errors"
	"fmt"
	"math"
	"os"
	"unsafe"
)

type Celsius float64
type Code int
type Name string
type Point struct{ X, Y int }
type Inner struct {
	A int8
	B []byte
}
type Outer struct {
	Name   string
	In     Inner
	Ptr    *Inner
	Any    any
	Err    error
	M      map[string]int
	F      func()
	C      chan int
	U      unsafe.Pointer
	Arr    [2]bool
	hidden Code
}
type Str struct{ s string }

func (s Str) String() string { return "<" + s.s + ">" }

type PtrStr struct{ n int }

func (p *PtrStr) String() string { return fmt.Sprint("ptr", p.n) }

type Fmt struct{}

func (Fmt) Format(f fmt.State, verb rune) {
	w, wok := f.Width()
	p, pok := f.Precision()
	if !wok {
		w = -1
	}
	if !pok {
		p = -1
	}
	fmt.Fprintf(f, "F[%c %d %d %v %v %v]", verb, w, p, f.Flag('+'), f.Flag('#'), f.Flag('-'))
}

type GoStr int

func (GoStr) GoString() string { return "gostr!" }

type Panics struct{}

func (Panics) String() string { panic("inside") }

type NilStr struct{ s string }

func (n *NilStr) String() string { return n.s }

type Err struct{ code int }

func (e Err) Error() string { return fmt.Sprintf("err %d", e.code) }

type Tree struct {
	L, R *Tree
	V    int
}
type Embedded struct {
	Point
	Str
	n int
}

func (c Code) String() string { return [...]string{"zero", "one", "two"}[c] }

func main() {
	ints := []any{0, 1, -1, 42, -42, int8(-128), int16(300), int32(65), int64(1 << 40), uint(7), uint8(200), uint16(65535), uint32(1 << 31), uint64(1<<64 - 1), uintptr(0xdead), 'x', '世'}
	for _, f := range []string{"%d", "%5d", "%-5d|", "%05d", "%+d", "% d", "%x", "%X", "%#x", "%o", "%#o", "%O", "%b", "%#b", "%c", "%q", "%#q", "%U", "%#U", "%v", "%#v", "%T", "%.3d", "%8.3d", "%-8.3d|", "%08d", "%+08d", "%x|%[1]d", "%s", "%t", "%e", "%+q", "%020b", "%-010d|", "%.0d", "%#.8x", "% 5x"} {
		for _, v := range ints {
			fmt.Printf(f+" ", v)
		}
		fmt.Println()
	}
	floats := []any{0.0, 1.0, -1.0, 3.14159, math.Inf(1), math.Inf(-1), math.NaN(), 1e6, 1e20, 1e21, 123456789.0, 1e-5, 1.5e-10, 100000.0, float32(0.1), float32(16777216), 2.5, 0.5, 1.0 / 3, Celsius(36.6), -0.0}
	for _, f := range []string{"%v", "%g", "%G", "%f", "%F", "%e", "%E", "%.2f", "%8.2f", "%-8.2f|", "%08.2f", "%+.1f", "% f", "%.0f", "%.3g", "%.10g", "%#g", "%#.3g", "%x", "%X", "%.3x", "%b", "%6.1e", "%s", "%d", "%T", "%#v", "%+v", "%.20f", "%10g|", "%-12g|", "%+08.3g", "%.1f", "%5.f"} {
		for _, v := range floats {
			fmt.Printf(f+" ", v)
		}
		fmt.Println()
	}
	strs := []any{"", "hello", "a\tb\n", "quo\"te", "back`tick", "世界", "\u00e9", "tab\there", []byte("bytes"), []byte(nil), []byte{}, Name("named"), [3]byte{1, 2, 3}, "\x00\x7f", "\u200b", "🎉"}
	for _, f := range []string{"%s", "%q", "%+q", "%#q", "%x", "%X", "% x", "%# x", "%#x", "%10s|", "%-10s|", "%.2s", "%10.3s|", "%v", "%#v", "%d", "%T", "%010s", "%t", "%5q", "%.3q", "%.2x", "%20x|", "%-20X|"} {
		for _, v := range strs {
			fmt.Printf(f+" ", v)
		}
		fmt.Println()
	}
	for _, f := range []string{"%v", "%t", "%5t|", "%-7t|", "%07t", "%d", "%s", "%q", "%#v", "%T"} {
		fmt.Printf(f+" ", true)
		fmt.Printf(f+"\n", false)
	}
	var nilMap map[string]int
	var nilSlice []int
	var nilPtr *Point
	var nilErr error
	var nilAny any
	var nilFunc func()
	var nilChan chan int
	comps := []any{Point{1, 2}, &Point{3, 4}, []int{1, 2, 3}, []string{"a", "b c"}, map[string]int{"z": 26, "a": 1}, map[int]string{3: "c", 1: "a"}, [2]Point{{1, 2}, {3, 4}}, []Point{{5, 6}}, map[Point]bool{{2, 1}: true, {1, 9}: false}, struct{}{}, struct {
		A any
		B error
	}{nil, nil}, []any{1, "a", nil, 2.5}, &[]int{7}, &map[string]int{"k": 1}, nilMap, nilSlice, nilPtr, nilErr, nilAny, nilFunc, nilChan, []error{Err{9}, nil}, Err{5}, &Err{6}, Str{"s"}, &Str{"ps"}, PtrStr{1}, &PtrStr{2}, []Str{{"x"}}, []*int{nil}, Embedded{Point{1, 2}, Str{"emb"}, 3}, Fmt{}, GoStr(3), Code(2), []Code{0, 1}, map[Code]Code{1: 2}, struct{ C Code }{1}, struct{ c Code }{1}, [][]int{{1}, {2, 3}, nil}, Tree{nil, nil, 1}, []float64{1, 2.5}, map[bool]int{true: 1, false: 0}, map[float64]string{2: "b", 1: "a"}, [0]int{}, []bool{true}, map[string][]int{"a": {1}}}
	for _, f := range []string{"%v", "%+v", "%#v", "%T", "%s", "%d", "%q", "%x", "%8v|", "%-8v|", "%5.1v|", "%08v"} {
		for _, v := range comps {
			fmt.Printf(f+"\n", v)
		}
	}
	o := Outer{Name: "n", In: Inner{1, []byte("x")}, Ptr: nil, Any: Point{1, 2}, Err: Err{1}, M: map[string]int{"a": 1}}
	fmt.Printf("%v\n%+v\n%#v\n", o, o, o)
	fmt.Printf("%v %+v %s %d\n", Panics{}, Panics{}, Panics{}, Panics{})
	fmt.Printf("%v %s\n", (*NilStr)(nil), (*NilStr)(nil))
	fmt.Printf("%+5.2v|%#-8x|%08.3d\n", Fmt{}, Fmt{}, Fmt{})
	fmt.Printf("%*d|%-*d|%.*f|%*.*f|%*s\n", 5, 42, 5, 42, 2, 3.14159, 8, 3, 2.71828, -6, "ab")
	fmt.Printf("%[2]d %[1]d|%[3]*.[2]*[1]f|%[1]v %v\n", 1.5, 2, 8)
	fmt.Printf("%!|%z|%d %d|%[5]d|%[x]d|%[1]|%", 1)
	fmt.Println()
	fmt.Printf("%d %s %%|%%d\n", 1, "a", "extra", 2)
	fmt.Printf("no verbs\n", 1)
	fmt.Printf("%d\n")
	fmt.Printf("%*d %.*d\n", "x", 1, "y", 2)
	fmt.Printf("%.d|%.f|%6.|%-06d|%+-6d|\n", 5, 2.6, 1, 42, 42)
	fmt.Printf("%v %v\n", [3]byte{1, 2, 3}, []byte{1, 2, 3})
	fmt.Printf("%s %x %X %q\n", [3]byte{65, 66, 67}, [3]byte{65, 66, 67}, []string{"ab", "c"}, []string{"ab", "c"})
	fmt.Printf("%p %v %t\n", nil, nil, nil)
	fmt.Printf("%p\n", nilPtr)
	fmt.Printf("%6d|%-6d|%06d\n", []int{1, 2}, []int{3}, []int{4, 5})
	fmt.Printf("%6.2f|%v\n", []float64{1, 2}, [2]float32{0.5, 0.25})
	fmt.Printf("%w %v\n", errors.New("w"), 1)
	e1 := fmt.Errorf("ctx: %w", Err{7})
	fmt.Println(e1, errors.Unwrap(e1), errors.Is(e1, Err{7}), errors.Is(e1, Err{8}))
	var target Err
	fmt.Println(errors.As(e1, &target), target.code)
	e3 := fmt.Errorf("no wrap %v %d", e1, 3)
	fmt.Println(e3, errors.Unwrap(e3))
	fmt.Print("a", 1, 2, "b", "c", 3.0, nil, nil, Point{1, 2}, "\n")
	fmt.Print(1, 2, "\n")
	fmt.Println("ln", nil, []any{nil}, map[string]any{"k": nil})
	fmt.Println(fmt.Sprint("x", 1), fmt.Sprintln("y"), fmt.Sprintf("%3d", 4))
	fmt.Fprint(os.Stdout, "fprint", 1, "\n")
	fmt.Fprintln(os.Stdout, 'a', "b", 1<<10)
	n, err := fmt.Println("count")
	fmt.Println(n, err)
	var a, b int
	var s string
	c, err := fmt.Sscanf("10-20 abc", "%d-%d %s", &a, &b, &s)
	fmt.Println(c, err, a, b, s)
	c, err = fmt.Sscan("7 8 word", &a, &b, &s)
	fmt.Println(c, err, a, b, s)
	c, err = fmt.Sscan("x", &a)
	fmt.Println(c, err)
	c, err = fmt.Sscan("", &a)
	fmt.Println(c, err)
	var f float64
	c, err = fmt.Sscanf("2.5 ff", "%g %x", &f, &a)
	fmt.Println(c, err, f, a)
}
