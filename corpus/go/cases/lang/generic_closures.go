package main

func Counter[T ~int | ~float64](step T) func() T              { var n T; return func() T { n += step; return n } }
func Compose[A, B, C any](f func(A) B, g func(B) C) func(A) C { return func(a A) C { return g(f(a)) } }
func main() {
	c := Counter(2)
	d := Counter(0.5)
	c()
	d()
	println(c(), d())
	h := Compose(func(i int) string { return "xyz"[i:] }, func(s string) int { return len(s) * 10 })
	println(h(1))
}
