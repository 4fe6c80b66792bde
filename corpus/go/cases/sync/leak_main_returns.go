package main

import (
	"sync"
	"time"
)

func main() {
	go func() { select {} }()
	var mu sync.Mutex
	mu.Lock()
	go mu.Lock()
	time.Sleep(5 * time.Millisecond)
	println("main returns")
}
