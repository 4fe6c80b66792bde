// As any send: the element needs no bytes.
package main

var x int

func main() {
	c := make(chan struct{}, 2)
	go func() {
		x = 1
		c <- struct{}{}
	}()
	<-c
	println(x)
}
