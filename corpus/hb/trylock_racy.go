// A TryLock that fails orders nothing.
package main

import (
	"runtime"
	"sync"
)

var x int

func main() {
	var mu sync.Mutex
	go func() {
		x = 1
		mu.Lock()
	}()
	for mu.TryLock() {
		mu.Unlock()
		runtime.Gosched()
	}
	println(x)
}
