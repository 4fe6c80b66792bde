// As unlock_zero.go, as 2: "somebody sleeps" before 1.24, "nobody holds it, somebody sleeps" since.
package main

import "unsafe"

func main() {
	c := make(chan uint64, 1)
	d := make(chan uint64)
	a := *(*uintptr)(unsafe.Pointer(&c))
	*(*uint64)(unsafe.Pointer(a + 48)) = ^uint64(0)
	select {
	case c <- 2:
		println("sent")
	case <-d:
	}
	c <- 4
	println("sent again")
}
