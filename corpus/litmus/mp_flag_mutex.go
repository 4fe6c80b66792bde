// Litmus mp_flag_mutex: x=1; y=1 | r1=y; r2=x
package main

import "sync"

var x, y int32
var r1, r2 int32
var mu sync.Mutex
var done = make(chan bool)

func main() {
	go func() {
		x = 1
		mu.Lock()
		y = 1
		mu.Unlock()
		done <- true
	}()
	go func() {
		mu.Lock()
		r1 = y
		mu.Unlock()
		r2 = x
		done <- true
	}()
	<-done
	<-done
	println(r1, r2)
}
