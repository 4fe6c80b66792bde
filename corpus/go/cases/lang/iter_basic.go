package main

func Seq(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := 0; i < n; i++ {
			if !yield(i) {
				println("stopped at", i)
				return
			}
		}
	}
}
func Pairs[K comparable, V any](ks []K, vs []V) func(func(K, V) bool) {
	return func(yield func(K, V) bool) {
		for i, k := range ks {
			if !yield(k, vs[i]) {
				return
			}
		}
	}
}
func main() {
	for i := range Seq(3) {
		println(i)
	}
	for i := range Seq(10) {
		if i == 1 {
			continue
		}
		if i == 4 {
			break
		}
		println(i)
	}
	for k, v := range Pairs([]string{"a", "b"}, []int{1, 2}) {
		println(k, v)
	}
	for k := range Pairs([]string{"a", "b"}, []int{1, 2}) {
		println(k)
	}
	n := 0
	for range Seq(5) {
		n++
	}
	println(n)
	var x int
	for x = range Seq(3) {
	}
	println(x)
	var y any
	for _, y = range Pairs([]int{1}, []string{"any"}) {
	}
	println(y.(string))
}
