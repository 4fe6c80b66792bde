package main

import "time"

func main() {
	t := time.NewTimer(time.Hour)
	println(t.Reset(5 * time.Millisecond))
	<-t.C
	println("came")
}
