package main

import "fmt"

type point struct{ x, y int }

func next() int { counter++; return counter }

var counter int
var global = new("text")

func first[T any](list ...T) *T { return new(list[0]) }

func main() {
	a, b := new(5), new(5)
	*a++
	fmt.Printf("%T %v %v %v\n", a, *a, *b, a == b)
	fmt.Printf("%T %v\n", new(2.5), *new('x'))
	fmt.Printf("%T %v\n", new(int8(3)), *new(1 << 3))
	p := new(point{1, 2})
	q := new(*p)
	q.x = 9
	fmt.Println(*p, *q, *global)
	fmt.Println(*new(next()), *new(next()), counter)
	fmt.Println(*first("a", "b"), *first(1, 2))
	s := new([]int{1, 2, 3})
	*s = append(*s, 4)
	fmt.Println(*s, len(*s))
	m := map[string]*int{"a": new(len("abc")), "b": new(cap(*s) - cap(*s))}
	fmt.Println(*m["a"], *m["b"])
	f := new(func() int { return *a })
	fmt.Println((*f)())
	var e error = fmt.Errorf("bad")
	pe := new(e)
	fmt.Println(*pe, *new(error(nil)))
	t := new(true)
	fmt.Println(*t && *new(*a > 5))
	println(*new(point{3, 4}) == point{3, 4}, new(int) == nil)
}
