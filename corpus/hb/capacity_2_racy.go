// Two sends need no receive.
package main

var x int

func main() {
	c := make(chan int, 2)
	go func() {
		x = 1
		<-c
	}()
	c <- 1
	c <- 2
	println(x)
}
