package main

var z int

// Both are the runtime's divideError: the same value, panicked twice.
func main() {
	defer func() {
		recover()
		println(1 / z)
	}()
	println(1 / z)
}
