package main

var s []int
var z int

// Each has an error of its own, although they read alike.
func main() {
	defer func() {
		recover()
		println(s[z])
	}()
	println(s[z])
}
