// A plain read of a word that is written atomically.
package main

import "sync/atomic"

var x int

func main() {
	var a int32
	done := make(chan bool)
	go func() {
		atomic.StoreInt32(&a, 1)
		done <- true
	}()
	println(a)
	<-done
}
