// A go statement happens before the goroutine starts.
package main

var x int

func main() {
	done := make(chan bool)
	x = 1
	go func() {
		println(x)
		done <- true
	}()
	<-done
}
