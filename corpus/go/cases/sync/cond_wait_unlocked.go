package main

import "sync"

func main() {
	var mu sync.Mutex
	sync.NewCond(&mu).Wait()
}
