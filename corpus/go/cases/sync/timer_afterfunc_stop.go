package main

import "time"

func main() {
	t := time.AfterFunc(time.Hour, func() { println("never") })
	println(t.Stop(), t.Stop(), t.C == nil)
	t.Reset(time.Millisecond)
	time.Sleep(20 * time.Millisecond)
	println(t.Stop())
}
