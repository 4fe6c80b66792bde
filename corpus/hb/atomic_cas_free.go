// A lock made of CompareAndSwap and Store.
package main

import (
	"runtime"
	"sync/atomic"
)

var x int

func main() {
	var lock int32
	done := make(chan bool)
	for i := 0; i < 2; i++ {
		go func() {
			for !atomic.CompareAndSwapInt32(&lock, 0, 1) {
				runtime.Gosched()
			}
			x++
			atomic.StoreInt32(&lock, 0)
			done <- true
		}()
	}
	<-done
	<-done
	println(x)
}
