// What follows a send is not ordered by it.
package main

var x int

func main() {
	c := make(chan struct{}, 2)
	go func() {
		c <- struct{}{}
		x = 1
	}()
	<-c
	println(x)
}
