package main

import "sync"

func main() {
	var mu sync.RWMutex
	l := mu.RLocker()
	l.Lock()
	l.Lock()
	println(mu.TryLock())
	l.Unlock()
	l.Unlock()
	println(mu.TryLock())
}
