package main

func Id[T any](x T) T                 { return x }
func Twice[T any](f func(T) T, x T) T { return f(f(x)) }
func main() {
	f := Id[string]
	println(f("a"))
	var g func(int) int = Id[int]
	println(Twice(g, 3), Twice(Id[bool], true))
	fs := []func(int) int{Id[int], func(i int) int { return i * 2 }}
	println(fs[0](1), fs[1](1))
}
