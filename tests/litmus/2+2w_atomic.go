// Litmus 2+2w_atomic: x=1; y=2 | y=1; x=2 | then r1=x; r2=y
package main

import "sync/atomic"

var x, y int32
var r1, r2 int32
var done = make(chan bool)

func main() {
	go func() {
		atomic.StoreInt32(&x, 1)
		atomic.StoreInt32(&y, 2)
		done <- true
	}()
	go func() {
		atomic.StoreInt32(&y, 1)
		atomic.StoreInt32(&x, 2)
		done <- true
	}()
	<-done
	<-done
	r1 = x
	r2 = y
	println(r1, r2)
}
