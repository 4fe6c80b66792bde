// Article 2.2, nearest: a pointer to the unused tail of a span. The next collection finds it: bad pointer in Go heap.
package main

import (
	"runtime"
	"unsafe"
)

type block [1152]byte

var keep [8]*block
var bad *byte

func main() {
	for i := range keep {
		keep[i] = new(block)
	}
	// Seven blocks of 1152 bytes leave 128 bytes of their 8192 unused.
	page := uintptr(unsafe.Pointer(keep[3])) &^ 8191
	*(*uintptr)(unsafe.Pointer(&bad)) = page + 8192 - 64
	println("hidden")
	runtime.GC()
	println("not reached")
}
