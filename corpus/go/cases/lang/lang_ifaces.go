package main

type shape interface {
	area() float64
	name() string
}
type namer interface{ name() string }

type sq struct{ s float64 }
type circ struct {
	r    float64
	tags [3]string
}
type wrap struct {
	sq
	extra int
}
type pw struct{ *circ }
type fn func(int) int

func (s sq) area() float64    { return s.s * s.s }
func (s sq) name() string     { return "sq" }
func (c *circ) area() float64 { return 3 * c.r * c.r }
func (c *circ) name() string  { return "circ" + c.tags[1] }
func (f fn) name() string     { return "fn" }
func (f fn) call(x int) int   { return f(x) + 1 }

func describe(x any) string {
	switch v := x.(type) {
	case nil:
		return "nil"
	case int, int64:
		return "int-ish"
	case string:
		return "string " + v
	case []int:
		return "slice"
	case shape:
		return "shape " + v.name()
	case namer:
		return "namer " + v.name()
	case func():
		return "func"
	case error:
		return "error " + v.Error()
	case *int:
		*v++
		return "ptr"
	case map[string]int:
		return "map"
	case struct{ a int }:
		return "anon"
	default:
		return "?"
	}
}

func main() {
	shapes := []shape{sq{2}, &circ{1, [3]string{"a", "b", "c"}}, wrap{sq{3}, 1}, &wrap{sq{4}, 2}, pw{&circ{r: 2}}}
	total := 0.0
	for _, s := range shapes {
		total += s.area()
		println(s.name(), s.area())
	}
	println(total)
	n := 5
	println(describe(nil), describe(1), describe("x"), describe([]int{1}), describe(sq{1}), describe(fn(nil)))
	println(describe(func() {}), describe(&n), n, describe(map[string]int{}), describe(struct{ a int }{1}), describe(2.5), describe(int64(2)))
	var s shape = sq{5}
	f := s.area
	s = sq{6}
	println(f(), s.area())
	var nm namer = s
	if q, ok := nm.(shape); ok {
		println("shape again", q.area())
	}
	_, ok := nm.(*circ)
	println(ok, nm.(sq).s)
	println(shapes[0] == shapes[0], shapes[0] == shape(sq{2}), shapes[0] == shapes[2])
	m := map[any]string{1: "int", "a": "str", sq{1}: "sq", 2.5: "float", [2]int{1, 2}: "arr"}
	println(m[1], m["a"], m[sq{1}], m[2.5], m[[2]int{1, 2}], m[int64(1)] == "")
	println(fn(func(x int) int { return x * 2 }).call(4))
	var e1, e2 shape
	println(e1 == nil, e1 == e2)
	var pc *circ
	e1 = pc
	println(e1 == nil, e1 != nil)
	w := wrap{sq{1}, 2}
	w.s = 9
	println(w.area(), w.sq.s, w.extra)
	g := w.area
	w.s = 1
	println(g())
}
