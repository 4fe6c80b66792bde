package main

import "time"

func main() {
	t := time.NewTimer(time.Millisecond)
	time.Sleep(20 * time.Millisecond)
	println("reset", t.Reset(40*time.Millisecond))
	start := time.Now()
	<-t.C
	println("stale", time.Since(start) < 20*time.Millisecond)
}
