// Unlock before RLock, RUnlock before Lock.
package main

import "sync"

var x int

func main() {
	var mu sync.RWMutex
	var wg sync.WaitGroup
	wg.Add(3)
	go func() {
		mu.Lock()
		x++
		mu.Unlock()
		wg.Done()
	}()
	for i := 0; i < 2; i++ {
		go func() {
			mu.RLock()
			println(x >= 0)
			mu.RUnlock()
			wg.Done()
		}()
	}
	mu.Lock()
	x++
	mu.Unlock()
	wg.Wait()
	println(x)
}
