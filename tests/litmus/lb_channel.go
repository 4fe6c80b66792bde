// Litmus lb_channel: r1=y; x=1 | r2=x; y=1
package main

var x, y int32
var r1, r2 int32
var lock = make(chan bool, 1)
var done = make(chan bool)

func main() {
	go func() {
		lock <- true
		r1 = y
		<-lock
		lock <- true
		x = 1
		<-lock
		done <- true
	}()
	go func() {
		lock <- true
		r2 = x
		<-lock
		lock <- true
		y = 1
		<-lock
		done <- true
	}()
	<-done
	<-done
	println(r1, r2)
}
