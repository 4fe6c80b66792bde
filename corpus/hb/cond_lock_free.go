// Data behind the condition's own lock.
package main

import "sync"

var x int

func main() {
	var mu sync.Mutex
	cond := sync.NewCond(&mu)
	go func() {
		mu.Lock()
		x = 1
		cond.Signal()
		mu.Unlock()
	}()
	mu.Lock()
	for x == 0 {
		cond.Wait()
	}
	mu.Unlock()
	println(x)
}
