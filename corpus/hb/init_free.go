// Package initialization happens before main.main.
package main

var x int

func init() {
	x = 1
}

func main() {
	done := make(chan bool)
	go func() {
		println(x)
		done <- true
	}()
	println(x)
	<-done
}
