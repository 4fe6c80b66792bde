package main

import "fmt"

type A struct {
	X int `json:"x"`
}
type B struct {
	X int `other:"y"`
}
type P[T any] struct{ v T }

func main() {
	a := A{1}
	b := B(a)
	pb := (*B)(&a)
	c := struct{ X int }(a)
	var i any = struct {
		X int "t\"1\n"
	}{5}
	_, ok := i.(struct{ X int })
	fmt.Println(b, pb.X, c, ok)
	fmt.Printf("%T\n", i)
	var x any = P[struct{ A int "a" }]{}
	_, same := x.(P[struct{ A int }])
	fmt.Println(same)
	fmt.Printf("%T\n", x)
	xs := []struct{ N int "q" }{{1}}
	ys := []struct{ N int }(xs)
	fmt.Println(ys)
}
