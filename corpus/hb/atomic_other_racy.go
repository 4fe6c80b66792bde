// Atomics on another variable order nothing.
package main

import "sync/atomic"

var x int

func main() {
	var a, b int32
	done := make(chan bool)
	go func() {
		x = 1
		atomic.StoreInt32(&a, 1)
		done <- true
	}()
	atomic.LoadInt32(&b)
	println(x)
	<-done
}
