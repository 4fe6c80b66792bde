// Article 4.2, nearest: the same on a goroutine that waits in a select. Woken, it walks its own sudogs for ever.
package main

import (
	"runtime"
	"unsafe"
)

func sendq() uintptr {
	if runtime.Version() < "go1.23" {
		return 72
	}
	return 80
}

func main() {
	c, d := make(chan int), make(chan int)
	done := make(chan bool)
	go func() {
		select {
		case c <- 7:
		case d <- 8:
		}
		done <- true
	}()
	h := *(*uintptr)(unsafe.Pointer(&c))
	for *(*uintptr)(unsafe.Pointer(h + sendq())) == 0 {
		runtime.Gosched()
	}
	sg := *(*uintptr)(unsafe.Pointer(h + sendq()))
	*(*uintptr)(unsafe.Pointer(sg + 64)) = sg
	println(<-c)
	println(<-done)
}
