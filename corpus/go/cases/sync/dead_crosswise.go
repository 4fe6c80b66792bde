package main

import "sync"

func main() {
	var a, b sync.Mutex
	ready := make(chan bool)
	a.Lock()
	b.Lock()
	go func() {
		ready <- true
		a.Lock()
		b.Unlock()
	}()
	<-ready
	b.Lock()
	a.Unlock()
}
