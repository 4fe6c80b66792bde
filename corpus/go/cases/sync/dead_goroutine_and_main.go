package main

import "sync"

func main() {
	var mu sync.Mutex
	mu.Lock()
	go func() {
		mu.Lock()
	}()
	ch := make(chan int)
	<-ch
}
