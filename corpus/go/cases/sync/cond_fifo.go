package main

import (
	"sync"
	"time"
)

func main() {
	var mu sync.Mutex
	c := sync.NewCond(&mu)
	var wg sync.WaitGroup
	for i := 0; i < 4; i++ {
		i := i
		wg.Add(1)
		go func() {
			defer wg.Done()
			mu.Lock()
			c.Wait()
			if i < 2 {
				println(i)
			}
			mu.Unlock()
		}()
		time.Sleep(10 * time.Millisecond)
	}
	for i := 0; i < 2; i++ {
		mu.Lock()
		c.Signal()
		mu.Unlock()
		time.Sleep(10 * time.Millisecond)
	}
	println("broadcast")
	mu.Lock()
	c.Broadcast()
	mu.Unlock()
	time.Sleep(10 * time.Millisecond)
	wg.Wait()
}
