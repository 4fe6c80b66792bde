// Litmus 2+2w_channel: x=1; y=2 | y=1; x=2 | then r1=x; r2=y
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
		y = 2
		<-lock
		done <- true
	}()
	go func() {
		lock <- true
		y = 1
		<-lock
		lock <- true
		x = 2
		<-lock
		done <- true
	}()
	<-done
	<-done
	r1 = x
	r2 = y
	println(r1, r2)
}
