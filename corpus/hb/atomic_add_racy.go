// An Add that came too early sees nothing.
package main

import "sync/atomic"

var x int

func main() {
	var n int32
	done := make(chan bool)
	for i := 0; i < 2; i++ {
		go func() {
			atomic.AddInt32(&n, 1)
			x++
			done <- true
		}()
	}
	<-done
	<-done
}
