// Litmus wrc_atomic: x=1 | r1=x; y=1 | r2=y; r3=x
package main

import "sync/atomic"

var x, y int32
var r1, r2, r3 int32
var done = make(chan bool)

func main() {
	go func() {
		atomic.StoreInt32(&x, 1)
		done <- true
	}()
	go func() {
		r1 = atomic.LoadInt32(&x)
		atomic.StoreInt32(&y, 1)
		done <- true
	}()
	go func() {
		r2 = atomic.LoadInt32(&y)
		r3 = atomic.LoadInt32(&x)
		done <- true
	}()
	<-done
	<-done
	<-done
	println(r1, r2, r3)
}
