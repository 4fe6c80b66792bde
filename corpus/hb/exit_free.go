// The end of a goroutine is seen through a channel.
package main

var x int

func main() {
	done := make(chan bool)
	go func() {
		x = 1
		close(done)
	}()
	<-done
	println(x)
}
