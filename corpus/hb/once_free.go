// The end of f happens before the end of any Do.
package main

import "sync"

var x int

func main() {
	var once sync.Once
	var wg sync.WaitGroup
	for i := 0; i < 2; i++ {
		wg.Add(1)
		go func() {
			once.Do(func() { x = 1 })
			println(x)
			wg.Done()
		}()
	}
	wg.Wait()
}
