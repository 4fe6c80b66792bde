package main

func Seq(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		defer println("done")
		for i := 0; i < n; i++ {
			if !yield(i) {
				return
			}
		}
	}
}
func find(want int) (int, bool) {
	for i := range Seq(5) {
		if i == want {
			return i * 10, true
		}
	}
	return -1, false
}
func named(want int) (r int, ok bool) {
	defer func() { r++ }()
	for i := range Seq(5) {
		for j := range Seq(2) {
			r = i + j
			if r == want {
				ok = true
				return
			}
		}
	}
	return 100, false
}
func two() (int, string) { return 7, "x" }
func tuple() (int, string) {
	for range Seq(1) {
		return two()
	}
	return 0, ""
}
func nothing() {
	for i := range Seq(3) {
		if i == 1 {
			return
		}
		println("i", i)
	}
}
func main() {
	println(find(3))
	println(find(9))
	println(named(2))
	println(named(50))
	println(tuple())
	nothing()
}
