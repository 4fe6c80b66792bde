// Article 4.1: a healthy waiting sudog has releasetime 0: the check that the article describes would refuse them all.
package main

import (
	"runtime"
	"unsafe"
)

type sudog struct {
	g, next, prev, elem      unsafe.Pointer
	acquiretime, releasetime int64
	ticket                   uint32
	isSelect, success        bool
}

// sendq is where the sendq of an hchan starts: 72 up to Go 1.22, 80 from 1.23, where hchan is 104 bytes.
func sendq(c chan int) uintptr {
	h := *(*uintptr)(unsafe.Pointer(&c))
	elemsize := uintptr(8)
	if *(*uintptr)(unsafe.Pointer(h + 32)) == 0 {
		return h + 72 + elemsize
	}
	return h + 72
}

func main() {
	c := make(chan int)
	go func() { c <- 7 }()
	for *(*unsafe.Pointer)(unsafe.Pointer(sendq(c))) == nil {
		runtime.Gosched()
	}
	sg := *(**sudog)(unsafe.Pointer(sendq(c)))
	println(sg.releasetime, sg.isSelect, sg.g != nil, *(*int)(sg.elem))
	println(<-c)
}
