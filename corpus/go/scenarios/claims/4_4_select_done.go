// Article 4.4, nearest: selectDone of a waiting goroutine is set. Everybody who could wake it passes it by: a deadlock.
package main

import (
	"runtime"
	"unsafe"
)

// fields gives the offsets of hchan.recvq and g.selectDone.
func fields() (recvq, selectDone uintptr) {
	switch v := runtime.Version(); {
	case v < "go1.20":
		return 56, 376
	case v < "go1.23":
		return 56, 360
	}
	return 64, 376
}

func main() {
	c, d := make(chan int), make(chan int)
	go func() {
		select {
		case v := <-c:
			println(v)
		case v := <-d:
			println(v)
		}
	}()
	h := *(*uintptr)(unsafe.Pointer(&c))
	recvq, selectDone := fields()
	for *(*uintptr)(unsafe.Pointer(h + recvq)) == 0 {
		runtime.Gosched()
	}
	g := *(*uintptr)(unsafe.Pointer(*(*uintptr)(unsafe.Pointer(h + recvq))))
	*(*uint32)(unsafe.Pointer(g + selectDone)) = 1
	c <- 5
	println("delivered")
}
