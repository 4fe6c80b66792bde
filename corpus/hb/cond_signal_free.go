// By the documentation a Signal happens before the Wait that it ends. Go's own detector lacks the edge and reports it.
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
		x = 1
		cond.Signal()
	}()
	mu.Lock()
	close(waiting)
	cond.Wait()
	mu.Unlock()
	println(x)
}
