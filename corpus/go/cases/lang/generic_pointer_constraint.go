package main

type Setter[T any] interface {
	*T
	Set(string)
}
type S struct{ v string }

func (s *S) Set(x string) { s.v = x }
func Make[T any, P Setter[T]](xs []string) []T {
	out := make([]T, len(xs))
	for i, x := range xs {
		p := P(&out[i])
		p.Set(x)
	}
	return out
}
func main() {
	for _, s := range Make[S]([]string{"p", "q"}) {
		println(s.v)
	}
}
