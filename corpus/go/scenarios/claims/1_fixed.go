// Article 1: the same, ordered by closing a channel. Prints 42, always.
package main

var x int
var ch = make(chan struct{})

func setup() {
	x = 42
	close(ch)
}

func main() {
	go setup()
	<-ch
	println(x)
}
