package main

import "time"

func main() {
	done := make(chan bool)
	t := time.AfterFunc(time.Millisecond, func() { done <- true })
	<-done
	println(t.Reset(time.Millisecond))
	<-done
	println("twice")
}
