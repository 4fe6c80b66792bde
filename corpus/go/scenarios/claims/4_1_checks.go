// Article 4.1, nearest: the check that exists. The goroutine's own list of what it waits on is cleared: it notices when it wakes.
package main

import (
	"runtime"
	"unsafe"
)

// fields gives the offsets of hchan.sendq and g.waiting.
func fields() (sendq, waiting uintptr) {
	switch v := runtime.Version(); {
	case v < "go1.20":
		return 72, 328
	case v < "go1.23":
		return 72, 312
	}
	return 80, 320
}

func main() {
	c := make(chan int)
	go func() { c <- 7 }()
	h := *(*uintptr)(unsafe.Pointer(&c))
	sendq, waiting := fields()
	for *(*uintptr)(unsafe.Pointer(h + sendq)) == 0 {
		runtime.Gosched()
	}
	sg := *(*uintptr)(unsafe.Pointer(h + sendq))
	g := *(*uintptr)(unsafe.Pointer(sg))
	*(*uintptr)(unsafe.Pointer(g + waiting)) = 0
	println(<-c)
	for i := 0; i < 100; i++ {
		runtime.Gosched()
	}
	select {}
}
