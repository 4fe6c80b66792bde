package main

import (
	"sync"
	"time"
)

func main() {
	var mu sync.RWMutex
	mu.RLock()
	go func() {
		mu.Lock()
		println("writer")
		mu.Unlock()
	}()
	time.Sleep(20 * time.Millisecond)
	println("try", mu.TryRLock())
	done := make(chan bool)
	go func() {
		mu.RLock()
		println("late reader")
		mu.RUnlock()
		done <- true
	}()
	time.Sleep(20 * time.Millisecond)
	println("first reader leaves")
	mu.RUnlock()
	<-done
}
