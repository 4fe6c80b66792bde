package main

type Ordered interface {
	~int | ~int8 | ~string | ~float64
}

func Sort[S ~[]E, E Ordered](s S) {
	for i := 1; i < len(s); i++ {
		for j := i; j > 0 && s[j] < s[j-1]; j-- {
			s[j], s[j-1] = s[j-1], s[j]
		}
	}
}
func SortFunc[E any](s []E, less func(a, b E) bool) {
	for i := range s {
		for j := i; j > 0 && less(s[j], s[j-1]); j-- {
			s[j], s[j-1] = s[j-1], s[j]
		}
	}
}
func Max[T Ordered](a T, rest ...T) T {
	for _, x := range rest {
		if x > a {
			a = x
		}
	}
	return a
}
func main() {
	a := []int{3, 1, 2}
	Sort(a)
	println(a[0], a[1], a[2])
	b := []string{"z", "b", "k"}
	Sort(b)
	println(b[0], b[2])
	SortFunc(a, func(x, y int) bool { return x > y })
	println(a[0])
	println(Max(1, 5, 3), Max("a"), Max(1.5, 2))
}
