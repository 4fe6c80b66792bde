// Who calls no Do has no edge.
package main

import "sync"

var x int

func main() {
	var once sync.Once
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		once.Do(func() { x = 1 })
		wg.Done()
	}()
	println(x)
	wg.Wait()
}
