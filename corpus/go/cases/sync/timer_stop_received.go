package main

import "time"

func main() {
	t := time.NewTimer(time.Millisecond)
	<-t.C
	println("stop", t.Stop())
	println("reset", t.Reset(time.Millisecond))
	<-t.C
	println("again")
}
