// The call of AfterFunc happens before f (the detector has the edge; the memory model does not name it).
package main

import "time"

var x int

func main() {
	done := make(chan bool)
	x = 1
	time.AfterFunc(time.Millisecond, func() {
		println(x)
		done <- true
	})
	<-done
}
