// Litmus mp_flag_atomic: x=1; y=1 | r1=y; r2=x
package main

import "sync/atomic"

var x, y int32
var r1, r2 int32
var done = make(chan bool)

func main() {
	go func() {
		x = 1
		atomic.StoreInt32(&y, 1)
		done <- true
	}()
	go func() {
		r1 = atomic.LoadInt32(&y)
		r2 = x
		done <- true
	}()
	<-done
	<-done
	println(r1, r2)
}
