// Article 1: a flag and a value written without synchronization. Any of 42, 0 and an endless loop is allowed.
package main

var x int
var done bool

func setup() {
	x = 42
	done = true
}

func main() {
	go setup()
	for !done {
	}
	println(x)
}
