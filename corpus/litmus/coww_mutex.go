// Litmus coww_mutex: x=1; x=2 | r1=x | then r2=x
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
		x = 2
		mu.Unlock()
		done <- true
	}()
	go func() {
		mu.Lock()
		r1 = x
		mu.Unlock()
		done <- true
	}()
	<-done
	<-done
	r2 = x
	println(r1, r2)
}
