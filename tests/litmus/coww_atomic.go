// Litmus coww_atomic: x=1; x=2 | r1=x | then r2=x
package main

import "sync/atomic"

var x, y int32
var r1, r2 int32
var done = make(chan bool)

func main() {
	go func() {
		atomic.StoreInt32(&x, 1)
		atomic.StoreInt32(&x, 2)
		done <- true
	}()
	go func() {
		r1 = atomic.LoadInt32(&x)
		done <- true
	}()
	<-done
	<-done
	r2 = x
	println(r1, r2)
}
