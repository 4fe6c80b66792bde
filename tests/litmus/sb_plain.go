// Litmus sb_plain: x=1; r1=y | y=1; r2=x
package main

var x, y int32
var r1, r2 int32
var done = make(chan bool)

func main() {
	go func() {
		x = 1
		r1 = y
		done <- true
	}()
	go func() {
		y = 1
		r2 = x
		done <- true
	}()
	<-done
	<-done
	println(r1, r2)
}
