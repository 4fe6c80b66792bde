// Add in the goroutine: Wait may come first.
package main

import "sync"

var x int

func main() {
	var wg sync.WaitGroup
	for i := 0; i < 2; i++ {
		go func() {
			wg.Add(1)
			x++
			wg.Done()
		}()
	}
	wg.Wait()
	println(x)
}
