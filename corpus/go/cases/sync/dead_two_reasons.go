package main

import (
	"sync"
	"time"
)

func main() {
	var mu sync.RWMutex
	mu.Lock()
	go mu.RLock()
	go mu.Lock()
	time.Sleep(20 * time.Millisecond)
	mu.Lock()
}
