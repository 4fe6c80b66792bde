// select-12-990 of conform --generate: a channel whose timer is the channel itself.
package main

import (
	"unsafe"
)

var done chan int64
var c0 chan *int64

func g1() {
	if a := *(*uintptr)(unsafe.Pointer(&c0)); a != 0 {
		*(*uint64)(unsafe.Pointer(a + 32)) = uint64(a)
	}
	select {
	case c0 <- new(int64):
	default:
	}
	select {
	case v := <-c0:
		println(*v)
	case c0 <- new(int64):
		println(0)
	case c0 <- new(int64):
		println(0)
	default:
	}
	done <- 1
}

func main() {
	done = make(chan int64)
	c0 = make(chan *int64)
	go g1()
	println(*<-c0)
	<-done
}
