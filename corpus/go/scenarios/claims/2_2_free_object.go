// Article 2.2, nearest: a pointer that was an integer while the collector ran. Its object is gone; the next collection says so.
package main

import (
	"runtime"
	"unsafe"
)

type block [1152]byte

var hidden uintptr
var shown *block
var keep [28]*block

func fill() {
	for i := range keep {
		keep[i] = new(block)
	}
	for i, b := range keep[7:21] {
		// The fifth of a span's seven: its neighbours keep the span.
		if uintptr(unsafe.Pointer(b))&8191 == 4*1152 {
			hidden = uintptr(unsafe.Pointer(b))
			keep[7+i] = nil
			return
		}
	}
}

func main() {
	fill()
	runtime.GC()
	*(*uintptr)(unsafe.Pointer(&shown)) = hidden
	println("shown")
	runtime.GC()
	println("not reached")
}
