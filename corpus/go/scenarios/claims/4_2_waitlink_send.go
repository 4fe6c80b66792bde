// Article 4.2: a waitlink to itself on a waiting sender. Nobody is blocked for ever: the woken goroutine dies.
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
	c := make(chan int)
	go func() { c <- 7 }()
	h := *(*uintptr)(unsafe.Pointer(&c))
	for *(*uintptr)(unsafe.Pointer(h + sendq())) == 0 {
		runtime.Gosched()
	}
	sg := *(*uintptr)(unsafe.Pointer(h + sendq()))
	*(*uintptr)(unsafe.Pointer(sg + 64)) = sg
	println(<-c)
	select {}
}
