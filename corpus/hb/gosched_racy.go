// Gosched orders nothing.
package main

import "runtime"

var x int

func main() {
	done := make(chan bool)
	go func() {
		x = 1
		done <- true
	}()
	runtime.Gosched()
	println(x)
	<-done
}
