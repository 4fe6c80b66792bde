// Litmus iriw_plain: x=1 | y=1 | r1=x; r2=y | r3=y; r4=x
package main

var x, y int32
var r1, r2, r3, r4 int32
var done = make(chan bool)

func main() {
	go func() {
		x = 1
		done <- true
	}()
	go func() {
		y = 1
		done <- true
	}()
	go func() {
		r1 = x
		r2 = y
		done <- true
	}()
	go func() {
		r3 = y
		r4 = x
		done <- true
	}()
	<-done
	<-done
	<-done
	<-done
	println(r1, r2, r3, r4)
}
