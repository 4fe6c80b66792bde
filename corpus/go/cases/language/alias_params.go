package main

import "fmt"

type List[T any] = []T
type Dict[V any] = map[string]V
type Pair[A, B any] struct {
	First  A
	Second B
}
type Same[T any] = Pair[T, T]
type Named[T any] = Pair[string, T]
type Fn[A, B any] = func(A) B
type Ptr[T any] = *T
type Grid[T any] = List[List[T]]
type Num interface{ ~int | ~float64 }
type Vec[T Num] = [3]T
type Chan[T any] = chan T
type Ignored[T any] = int
type Node[T any] struct {
	Value T
	Next  Link[T]
}
type Link[T any] = *Node[T]

func (p Pair[A, B]) String() string { return fmt.Sprint("<", p.First, " ", p.Second, ">") }

func sum[T Num](v Vec[T]) (s T) {
	for _, x := range v {
		s += x
	}
	return
}

func apply[A, B any](list List[A], f Fn[A, B]) List[B] {
	var out List[B]
	for _, x := range list {
		out = append(out, f(x))
	}
	return out
}

func main() {
	l := List[int]{1, 2, 3}
	var plain []int = l
	fmt.Printf("%T %v\n", plain, l)
	d := Dict[bool]{"a": true}
	fmt.Printf("%T %v\n", d, d)
	s := Same[int]{1, 2}
	fmt.Printf("%T %v %v\n", s, s, s.String())
	var n Named[float64] = Pair[string, float64]{"x", 1.5}
	fmt.Printf("%T %v\n", n, n)
	fmt.Println(apply(l, func(x int) string { return fmt.Sprint(x * x) }))
	g := Grid[string]{{"a"}, {"b", "c"}}
	fmt.Printf("%T %v\n", g, g)
	fmt.Println(sum(Vec[int]{1, 2, 3}), sum([3]float64{1.5, 2, 3}))
	x := 5
	var p Ptr[int] = &x
	*p = 6
	fmt.Println(x)
	c := make(Chan[string], 1)
	c <- "sent"
	fmt.Println(<-c)
	var i Ignored[string] = 3
	fmt.Printf("%T %v\n", i, i)
	var list Link[int]
	for k := range 3 {
		list = &Node[int]{k, list}
	}
	for at := list; at != nil; at = at.Next {
		fmt.Print(at.Value, " ")
	}
	fmt.Println()
	var e any = Same[string]{"a", "b"}
	_, ok := e.(Pair[string, string])
	_, no := e.(Named[int])
	fmt.Println(ok, no)
}
