package main

type P struct {
	a int8
	b int64
	c string
	d float64
	e any
}
type Q struct{ x, y int32 }

func main() {
	a := P{1, 2, "s", 0.0, 5}
	b := a
	println(a == b)
	b.c = "t"
	println(a == b, a != b)
	z := 0.0
	b = a
	b.d = -z
	println(a == b, Q{1, 2} == Q{1, 2}, [2]Q{} == [2]Q{{0, 1}})
	m := map[P]int{a: 1}
	m[b]++
	println(len(m), m[a])
	var e1, e2 any = a, b
	println(e1 == e2)
	c := struct{}{}
	println(c == struct{}{})
}
