package main

import "sync"

func main() {
	var a sync.Mutex
	a.Lock()
	b := a
	b.Unlock()
	b.Lock()
	b.Unlock()
	println("copy")
	a.Unlock()
	println("both")
}
