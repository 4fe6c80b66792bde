// atomic.Pointer: Store before the Load that sees it.
package main

import (
	"runtime"
	"sync/atomic"
)

var x int

func main() {
	var p atomic.Pointer[int]
	go func() {
		x = 1
		p.Store(&x)
	}()
	for p.Load() == nil {
		runtime.Gosched()
	}
	println(x)
}
