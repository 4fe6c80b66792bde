// Litmus sb_mutex: x=1; r1=y | y=1; r2=x
package main

import "sync"

var x, y int32
var r1, r2 int32
var mu sync.Mutex
var done = make(chan bool)

func main() {
	go func() {
		mu.Lock()
		x = 1
		mu.Unlock()
		mu.Lock()
		r1 = y
		mu.Unlock()
		done <- true
	}()
	go func() {
		mu.Lock()
		y = 1
		mu.Unlock()
		mu.Lock()
		r2 = x
		mu.Unlock()
		done <- true
	}()
	<-done
	<-done
	println(r1, r2)
}
