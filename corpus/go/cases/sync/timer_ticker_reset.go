package main

import "time"

func main() {
	t := time.NewTicker(time.Hour)
	t.Reset(time.Millisecond)
	<-t.C
	<-t.C
	t.Stop()
	println("ticked")
}
