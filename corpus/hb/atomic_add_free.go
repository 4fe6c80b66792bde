// An Add sees what earlier ones stored.
package main

import "sync/atomic"

var x int

func main() {
	var n int32
	done := make(chan bool)
	for i := 0; i < 2; i++ {
		go func() {
			if atomic.AddInt32(&n, 1) == 1 {
				x = 1
				atomic.AddInt32(&n, 10)
			} else if atomic.AddInt32(&n, 1) > 10 {
				println(x)
			}
			done <- true
		}()
	}
	<-done
	<-done
}
