// Two mutexes do not know each other.
package main

import "sync"

var x int

func main() {
	var mu [2]sync.Mutex
	var wg sync.WaitGroup
	for i := 0; i < 2; i++ {
		wg.Add(1)
		go func(mu *sync.Mutex) {
			mu.Lock()
			x++
			mu.Unlock()
			wg.Done()
		}(&mu[i])
	}
	wg.Wait()
	println(x)
}
