// What follows the store is not ordered by it.
package main

import (
	"runtime"
	"sync/atomic"
)

var x int

func main() {
	var flag int32
	go func() {
		atomic.StoreInt32(&flag, 1)
		x = 1
	}()
	for atomic.LoadInt32(&flag) == 0 {
		runtime.Gosched()
	}
	println(x)
}
