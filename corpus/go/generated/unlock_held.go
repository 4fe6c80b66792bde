// As unlock_zero.go, as 3: held, whatever else; then the buffer is found full by its count.
package main

import "unsafe"

func main() {
	c := make(chan uint64, 1)
	d := make(chan uint64)
	a := *(*uintptr)(unsafe.Pointer(&c))
	*(*uint64)(unsafe.Pointer(a + 48)) = ^uint64(0)
	select {
	case c <- 3:
		println("sent")
	case <-d:
	}
	c <- 4
	println("sent again")
}
