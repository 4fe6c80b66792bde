package main

import (
	"runtime"
	"unsafe"
)
{{common}}
func sender(c chan int) {
	c <- 4
	println("G0 woke: sent")
}

func receiver(c chan int) {
	v, ok := <-c
	println("G0 woke: v=" + itoa(v) + " ok=" + boolean(ok))
}

func discarder(c chan int) {
	<-c
	println("G0 woke: recvd")
}

func main() {
	c := make(chan int)
	h := address(c)
	_ = h
	{{body}}
}
