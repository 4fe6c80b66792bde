// What follows a Signal is not ordered by it.
package main

import "sync"

var x int

func main() {
	var mu sync.Mutex
	cond := sync.NewCond(&mu)
	waiting := make(chan bool)
	go func() {
		<-waiting
		mu.Lock()
		mu.Unlock()
		cond.Signal()
		x = 1
	}()
	mu.Lock()
	close(waiting)
	cond.Wait()
	mu.Unlock()
	println(x)
}
