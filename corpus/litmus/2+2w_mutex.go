// Litmus 2+2w_mutex: x=1; y=2 | y=1; x=2 | then r1=x; r2=y
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
		y = 2
		mu.Unlock()
		done <- true
	}()
	go func() {
		mu.Lock()
		y = 1
		mu.Unlock()
		mu.Lock()
		x = 2
		mu.Unlock()
		done <- true
	}()
	<-done
	<-done
	r1 = x
	r2 = y
	println(r1, r2)
}
