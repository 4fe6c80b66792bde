// What follows the select is not ordered by it.
package main

var x int

func main() {
	c, d := make(chan int), make(chan int)
	go func() {
		select {
		case c <- 0:
		case d <- 0:
		}
		x = 1
	}()
	select {
	case <-c:
	case <-d:
	}
	println(x)
}
