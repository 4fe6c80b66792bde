// A receive from a buffered channel does not happen before the end of its send.
package main

var x int

func main() {
	c := make(chan int, 1)
	go func() {
		x = 1
		<-c
	}()
	c <- 0
	println(x)
}
