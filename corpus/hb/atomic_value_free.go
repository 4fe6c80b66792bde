// atomic.Value: Store before the Load that sees it.
package main

import (
	"runtime"
	"sync/atomic"
)

var x int

func main() {
	var v atomic.Value
	go func() {
		x = 1
		v.Store(&x)
	}()
	for {
		if p, ok := v.Load().(*int); ok {
			println(*p)
			return
		}
		runtime.Gosched()
	}
}
