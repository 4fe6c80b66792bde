package main

import "time"

func main() {
	t := time.NewTimer(time.Millisecond)
	println(len(t.C), cap(t.C))
	time.Sleep(20 * time.Millisecond)
	println(len(t.C), cap(t.C))
	<-t.C
	println(len(t.C), cap(t.C))
}
