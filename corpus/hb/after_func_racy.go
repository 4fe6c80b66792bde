// What follows AfterFunc is not ordered with f.
package main

import "time"

var x int

func main() {
	done := make(chan bool)
	time.AfterFunc(time.Millisecond, func() {
		println(x)
		done <- true
	})
	x = 1
	<-done
}
