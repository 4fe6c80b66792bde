// Litmus iriw_mutex: x=1 | y=1 | r1=x; r2=y | r3=y; r4=x
package main

import "sync"

var x, y int32
var r1, r2, r3, r4 int32
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
		y = 1
		mu.Unlock()
		done <- true
	}()
	go func() {
		mu.Lock()
		r1 = x
		mu.Unlock()
		mu.Lock()
		r2 = y
		mu.Unlock()
		done <- true
	}()
	go func() {
		mu.Lock()
		r3 = y
		mu.Unlock()
		mu.Lock()
		r4 = x
		mu.Unlock()
		done <- true
	}()
	<-done
	<-done
	<-done
	<-done
	println(r1, r2, r3, r4)
}
