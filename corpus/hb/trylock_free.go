// A TryLock that succeeds is a Lock.
package main

import (
	"runtime"
	"sync"
)

var x int

func main() {
	var mu sync.Mutex
	mu.Lock()
	go func() {
		x = 1
		mu.Unlock()
	}()
	for !mu.TryLock() {
		runtime.Gosched()
	}
	println(x)
}
