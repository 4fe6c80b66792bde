// A close that is not ordered with a send is a race on the channel.
package main

var x int

func main() {
	c := make(chan int, 1)
	go func() {
		defer func() { recover() }()
		c <- x
	}()
	close(c)
}
