package main

import "sync"

func main() {
	var mu sync.Mutex
	mu.Lock()
	done := make(chan bool)
	go func() {
		mu.Unlock()
		done <- true
	}()
	<-done
	mu.Lock()
	println("ok")
}
