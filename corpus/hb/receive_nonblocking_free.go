// A receive that did not block, and got a value, is a receive.
package main

import "runtime"

var x int

func main() {
	c := make(chan int, 1)
	go func() {
		x = 1
		c <- 0
	}()
	for got := false; !got; {
		select {
		case <-c:
			got = true
		default:
			runtime.Gosched()
		}
	}
	println(x)
}
