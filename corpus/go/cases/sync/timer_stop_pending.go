package main

import "time"

func main() {
	t := time.NewTimer(time.Hour)
	println(t.Stop(), t.Reset(time.Millisecond), t.Stop(), t.Stop())
}
