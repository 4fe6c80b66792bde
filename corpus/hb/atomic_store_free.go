// An atomic store happens before a load that sees it.
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
	for atomic.LoadInt32(&flag) == 0 {
		runtime.Gosched()
	}
	println(x)
}
