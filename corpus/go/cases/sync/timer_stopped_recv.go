package main

import "time"

func main() {
	t := time.NewTimer(50 * time.Millisecond)
	println(t.Stop(), t.Stop())
	<-t.C
}
