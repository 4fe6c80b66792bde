// A CompareAndSwap that fails has seen the value all the same.
package main

import (
	"runtime"
	"sync/atomic"
)

var x int

func main() {
	var flag int32
	go func() {
		x = 1
		atomic.StoreInt32(&flag, 1)
	}()
	for atomic.CompareAndSwapInt32(&flag, 0, 0) {
		runtime.Gosched()
	}
	println(x)
}
