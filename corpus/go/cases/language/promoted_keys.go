package main

import "fmt"

type inner struct {
	a, b int
}

type middle struct {
	inner
	c string
}

type outer struct {
	middle
	*other
	d bool
}

type other struct{ e int }

type generic[T any] struct {
	wrapped[T]
	n int
}

type wrapped[T any] struct{ value T }

func say(s string, n int) int { println(s); return n }

func main() {
	o := outer{a: 1, c: "c", d: true}
	fmt.Printf("%+v %v\n", o.middle, o.d)
	fmt.Printf("%+v\n", middle{b: say("b", 2), c: "x", a: say("a", 1)})
	p := &outer{inner: inner{5, 6}, c: "y"}
	fmt.Printf("%+v %v\n", p.middle, p.other == nil)
	fmt.Printf("%+v\n", []middle{{a: 1}, {b: 2, c: "z"}})
	fmt.Printf("%+v\n", map[string]middle{"k": {a: 7}})
	fmt.Printf("%+v\n", generic[string]{value: "v", n: 3})
	fmt.Println(middle{a: 1} == middle{inner: inner{a: 1}})
	q := outer{other: &other{4}, b: 3}
	fmt.Println(q.e, q.b)
}
