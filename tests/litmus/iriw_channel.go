// Litmus iriw_channel: x=1 | y=1 | r1=x; r2=y | r3=y; r4=x
package main

var x, y int32
var r1, r2, r3, r4 int32
var lock = make(chan bool, 1)
var done = make(chan bool)

func main() {
	go func() {
		lock <- true
		x = 1
		<-lock
		done <- true
	}()
	go func() {
		lock <- true
		y = 1
		<-lock
		done <- true
	}()
	go func() {
		lock <- true
		r1 = x
		<-lock
		lock <- true
		r2 = y
		<-lock
		done <- true
	}()
	go func() {
		lock <- true
		r3 = y
		<-lock
		lock <- true
		r4 = x
		<-lock
		done <- true
	}()
	<-done
	<-done
	<-done
	<-done
	println(r1, r2, r3, r4)
}
