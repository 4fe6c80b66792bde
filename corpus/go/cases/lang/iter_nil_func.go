package main

func main() {
	var f func(func() bool)
	for range f {
	}
}
