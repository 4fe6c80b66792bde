// What follows a send is not ordered by it.
package main

var x int

func main() {
	c := make(chan int)
	go func() {
		c <- 0
		x = 1
	}()
	<-c
	println(x)
}
