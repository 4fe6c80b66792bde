package main

func Keys[M ~map[K]V, K comparable, V any](m M) []K {
	r := make([]K, 0, len(m))
	for k := range m {
		r = append(r, k)
	}
	return r
}
func Has[M ~map[K]V, K comparable, V any](m M, k K) bool { _, ok := m[k]; return ok }

type Ages map[string]int

func main() {
	a := Ages{"x": 1}
	println(len(Keys(a)), Keys(a)[0], Has(a, "x"), Has(a, "y"))
	delete(a, "x")
	println(len(Keys(a)))
}
