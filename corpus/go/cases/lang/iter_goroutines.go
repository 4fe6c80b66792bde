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
	c := make(chan int)
	for i := range Seq(3) {
		go func() { c <- i * i }()
	}
	s := 0
	for range Seq(3) {
		s += <-c
	}
	println(s)
}
