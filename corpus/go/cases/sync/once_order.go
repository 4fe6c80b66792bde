package main

import "sync"

func main() {
	var o sync.Once
	var wg sync.WaitGroup
	for i := 0; i < 4; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			o.Do(func() { println("once") })
		}()
	}
	wg.Wait()
}
