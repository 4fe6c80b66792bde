// What follows a close is not ordered by it.
package main

var x int

func main() {
	c := make(chan int)
	go func() {
		close(c)
		x = 1
	}()
	<-c
	println(x)
}
