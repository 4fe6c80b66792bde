// An Unlock happens before a later Lock.
package main

import "sync"

var x int

func main() {
	var mu sync.Mutex
	var wg sync.WaitGroup
	for i := 0; i < 3; i++ {
		wg.Add(1)
		go func() {
			mu.Lock()
			x++
			mu.Unlock()
			wg.Done()
		}()
	}
	wg.Wait()
	println(x)
}
