package main

func Map[T, U any](xs []T, f func(T) U) []U {
	var out []U
	for _, x := range xs {
		out = append(out, f(x))
	}
	return out
}
func Filter[S ~[]E, E any](s S, keep func(E) bool) S {
	var out S
	for _, x := range s {
		if keep(x) {
			out = append(out, x)
		}
	}
	return out
}
func Reduce[T, A any](xs []T, a A, f func(A, T) A) A {
	for _, x := range xs {
		a = f(a, x)
	}
	return a
}

type Names []string

func main() {
	xs := []int{1, 2, 3, 4, 5, 6}
	even := Filter(xs, func(x int) bool { return x%2 == 0 })
	s := Map(even, func(x int) string { return "abcdefgh"[:x] })
	println(len(s), s[0], s[2])
	println(Reduce(s, 0, func(n int, t string) int { return n + len(t) }))
	n := Filter(Names{"a", "bb", "c"}, func(s string) bool { return len(s) == 1 })
	var m Names = n
	println(len(m), m[1])
}
