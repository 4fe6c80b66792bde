// A copy of a channel as it was before timers lived in channels: who looks for the position of the next receive finds something else.
package main

import "unsafe"

type hchan struct {
	qcount   uint
	dataqsiz uint
	buf      unsafe.Pointer
	elemsize uint16
	closed   uint32
	elemtype unsafe.Pointer
	sendx    uint
	recvx    uint
}

func main() {
	c := make(chan int, 4)
	c <- 1
	c <- 2
	c <- 3
	<-c
	h := *(**hchan)(unsafe.Pointer(&c))
	println(h.qcount, h.closed, h.sendx == 3, h.recvx == 1)
}
