// Litmus wrc_mutex: x=1 | r1=x; y=1 | r2=y; r3=x
package main

import "sync"

var x, y int32
var r1, r2, r3 int32
var mu sync.Mutex
var done = make(chan bool)

func main() {
	go func() {
		mu.Lock()
		x = 1
		mu.Unlock()
		done <- true
	}()
	go func() {
		mu.Lock()
		r1 = x
		mu.Unlock()
		mu.Lock()
		y = 1
		mu.Unlock()
		done <- true
	}()
	go func() {
		mu.Lock()
		r2 = y
		mu.Unlock()
		mu.Lock()
		r3 = x
		mu.Unlock()
		done <- true
	}()
	<-done
	<-done
	<-done
	println(r1, r2, r3)
}
