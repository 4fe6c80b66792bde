// A collection stops the world and orders nothing.
package main

import "runtime"

var x int

func main() {
	done := make(chan bool)
	go func() {
		x = 1
		done <- true
	}()
	runtime.GC()
	println(x)
	<-done
}
