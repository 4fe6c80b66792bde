// A send happens before the end of its receive.
package main

var x int

func main() {
	c := make(chan int, 1)
	go func() {
		x = 1
		c <- 0
	}()
	<-c
	println(x)
}
