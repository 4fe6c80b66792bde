// Litmus lb_plain: r1=y; x=1 | r2=x; y=1
package main

var x, y int32
var r1, r2 int32
var done = make(chan bool)

func main() {
	go func() {
		r1 = y
		x = 1
		done <- true
	}()
	go func() {
		r2 = x
		y = 1
		done <- true
	}()
	<-done
	<-done
	println(r1, r2)
}
