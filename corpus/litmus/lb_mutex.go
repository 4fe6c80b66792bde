// Litmus lb_mutex: r1=y; x=1 | r2=x; y=1
package main

import "sync"

var x, y int32
var r1, r2 int32
var mu sync.Mutex
var done = make(chan bool)

func main() {
	go func() {
		mu.Lock()
		r1 = y
		mu.Unlock()
		mu.Lock()
		x = 1
		mu.Unlock()
		done <- true
	}()
	go func() {
		mu.Lock()
		r2 = x
		mu.Unlock()
		mu.Lock()
		y = 1
		mu.Unlock()
		done <- true
	}()
	<-done
	<-done
	println(r1, r2)
}
