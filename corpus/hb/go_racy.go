// What follows a go statement is not ordered with the goroutine.
package main

var x int

func main() {
	done := make(chan bool)
	go func() {
		println(x)
		done <- true
	}()
	x = 1
	<-done
}
