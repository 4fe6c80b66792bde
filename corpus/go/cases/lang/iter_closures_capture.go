package main

func Seq(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := 0; i < n; i++ {
			if !yield(i) {
				return
			}
		}
	}
}
func main() {
	var fs []func() int
	sum := 0
	for i := range Seq(3) {
		sum += i
		fs = append(fs, func() int { i += 10; return i })
	}
	for _, f := range fs {
		f()
		println(f())
	}
	println(sum)
	p := &sum
	for i := range Seq(2) {
		*p += i * 100
	}
	println(sum)
}
