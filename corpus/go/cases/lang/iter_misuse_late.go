package main

var keep func(int) bool

func leak(yield func(int) bool) { keep = yield; yield(1) }
func main() {
	for x := range leak {
		println(x)
	}
	keep(2)
}
