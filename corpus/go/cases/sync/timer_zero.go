package main

import "time"

func main() {
	<-time.After(0)
	<-time.NewTimer(-5).C
	time.Sleep(-1)
	time.Sleep(0)
	println("done")
}
