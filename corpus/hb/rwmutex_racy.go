// Two readers hold the lock together.
package main

import "sync"

var x int

func main() {
	var mu sync.RWMutex
	var wg sync.WaitGroup
	for i := 0; i < 2; i++ {
		wg.Add(1)
		go func() {
			mu.RLock()
			x++
			mu.RUnlock()
			wg.Done()
		}()
	}
	wg.Wait()
	println(x)
}
