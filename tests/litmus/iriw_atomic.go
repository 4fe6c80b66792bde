// Litmus iriw_atomic: x=1 | y=1 | r1=x; r2=y | r3=y; r4=x
package main

import "sync/atomic"

var x, y int32
var r1, r2, r3, r4 int32
var done = make(chan bool)

func main() {
	go func() {
		atomic.StoreInt32(&x, 1)
		done <- true
	}()
	go func() {
		atomic.StoreInt32(&y, 1)
		done <- true
	}()
	go func() {
		r1 = atomic.LoadInt32(&x)
		r2 = atomic.LoadInt32(&y)
		done <- true
	}()
	go func() {
		r3 = atomic.LoadInt32(&y)
		r4 = atomic.LoadInt32(&x)
		done <- true
	}()
	<-done
	<-done
	<-done
	<-done
	println(r1, r2, r3, r4)
}
