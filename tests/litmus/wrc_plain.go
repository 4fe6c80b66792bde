// Litmus wrc_plain: x=1 | r1=x; y=1 | r2=y; r3=x
package main

var x, y int32
var r1, r2, r3 int32
var done = make(chan bool)

func main() {
	go func() {
		x = 1
		done <- true
	}()
	go func() {
		r1 = x
		y = 1
		done <- true
	}()
	go func() {
		r2 = y
		r3 = x
		done <- true
	}()
	<-done
	<-done
	<-done
	println(r1, r2, r3)
}
