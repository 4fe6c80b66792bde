// Found as select-21-8536: an element lands on the channel's own lock while it is held, as 0.
package main

import "unsafe"

func main() {
	c := make(chan uint64, 1)
	d := make(chan uint64)
	a := *(*uintptr)(unsafe.Pointer(&c))
	*(*uint64)(unsafe.Pointer(a + 48)) = ^uint64(0)
	select {
	case c <- 0:
		println("sent")
	case <-d:
	}
	c <- 4
	println("sent again")
}
