// Litmus mp_channel: x=1; y=1 | r1=y; r2=x
package main

var x, y int32
var r1, r2 int32
var lock = make(chan bool, 1)
var done = make(chan bool)

func main() {
	go func() {
		lock <- true
		x = 1
		<-lock
		lock <- true
		y = 1
		<-lock
		done <- true
	}()
	go func() {
		lock <- true
		r1 = y
		<-lock
		lock <- true
		r2 = x
		<-lock
		done <- true
	}()
	<-done
	<-done
	println(r1, r2)
}
