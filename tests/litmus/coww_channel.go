// Litmus coww_channel: x=1; x=2 | r1=x | then r2=x
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
		x = 2
		<-lock
		done <- true
	}()
	go func() {
		lock <- true
		r1 = x
		<-lock
		done <- true
	}()
	<-done
	<-done
	r2 = x
	println(r1, r2)
}
