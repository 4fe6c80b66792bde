package main

import "sync"

func main() {
	var mu sync.Mutex
	a := sync.NewCond(&mu)
	a.Signal()
	b := *a
	b.Signal()
}
