// Litmus 2+2w_plain: x=1; y=2 | y=1; x=2 | then r1=x; r2=y
package main

var x, y int32
var r1, r2 int32
var done = make(chan bool)

func main() {
	go func() {
		x = 1
		y = 2
		done <- true
	}()
	go func() {
		y = 1
		x = 2
		done <- true
	}()
	<-done
	<-done
	r1 = x
	r2 = y
	println(r1, r2)
}
