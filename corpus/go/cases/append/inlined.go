package main

//go:noinline
func captured(n int) {
	var s []int
	add := func(i int) { s = append(s, i) }
	for i := 0; i < n; i++ {
		add(i)
	}
	println("captured", cap(s))
}

// Small enough for gc to inline it, and so for its slice to stay in the caller's frame.
func collect(n int) []int {
	var s []int
	s = append(s, n)
	return s
}

func main() {
	for n := 0; n < 7; n++ {
		captured(n)
		println("collected", cap(collect(n)))
	}
}
