package main

import "time"

func main() {
	t := time.NewTimer(time.Millisecond)
	time.Sleep(20 * time.Millisecond)
	println("stop", t.Stop())
	select {
	case <-t.C:
		println("stale value")
	default:
		println("nothing")
	}
}
