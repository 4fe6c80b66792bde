package main

import (
	"sync"
	"time"
)

func main() {
	var wg sync.WaitGroup
	for _, n := range []int{4, 1, 3, 2} {
		n := n
		wg.Add(1)
		go func() {
			defer wg.Done()
			time.Sleep(time.Duration(n) * 20 * time.Millisecond)
			println(n)
		}()
	}
	wg.Wait()
}
