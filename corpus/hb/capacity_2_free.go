// The first receive happens before the end of the third send.
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
	c <- 3
	println(x)
}
