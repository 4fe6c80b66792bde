// Reset happens before f, as AfterFunc does.
package main

import "time"

var x int

func main() {
	done := make(chan bool)
	t := time.AfterFunc(time.Hour, func() {
		println(x)
		done <- true
	})
	x = 1
	t.Reset(time.Millisecond)
	<-done
}
