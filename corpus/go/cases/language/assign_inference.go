package main

import "fmt"

func id[T any](x T) T         { return x }
func pair[A, B any](a A, b B) { fmt.Println(a, b) }

type S struct {
	f func(int) int
	g func(string, bool)
}

type F func(float64) float64

func give() (func(int) int, func(int, int)) { return id, pair }

func main() {
	list := []func(int) int{id, id[int]}
	fmt.Println(list[0](1), list[1](2))
	s := S{f: id, g: pair}
	s.g("a", true)
	fmt.Println(s.f(3), S{id, pair}.f(4))
	m := map[string]func(string) string{"k": id}
	fmt.Println(m["k"]("v"))
	c := make(chan func(int) int, 1)
	c <- id
	fmt.Println((<-c)(5))
	f := F(id)
	fmt.Println(f(1.5))
	a, b := give()
	b(a(6), 7)
	arr := [2]func(int) int{1: id}
	fmt.Println(arr[1](8))
	var x any = func(int) int(id)
	_, ok := x.(func(int) int)
	fmt.Println(ok)
	switch g := (func(bool) bool)(id); {
	case g(true):
		fmt.Println("yes")
	}
	nested := [][]F{{id}, {0: id}}
	fmt.Println(nested[1][0](2.5))
	pp := []*S{{f: id}}
	fmt.Println(pp[0].f(9))
}
