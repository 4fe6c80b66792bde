// Litmus mp_message: x=1; send | receive; r1=x
package main

var x, y int32
var r1 int32
var message = make(chan bool)
var done = make(chan bool)

func main() {
	go func() {
		x = 1
		message <- true
		done <- true
	}()
	go func() {
		<-message
		r1 = x
		done <- true
	}()
	<-done
	<-done
	println(r1)
}
