// A case of a select is a send or a receive like any other.
package main

var x int

func main() {
	c, d := make(chan int), make(chan int)
	go func() {
		x = 1
		select {
		case c <- 0:
		case d <- 0:
		}
	}()
	select {
	case <-c:
	case <-d:
	}
	println(x)
}
