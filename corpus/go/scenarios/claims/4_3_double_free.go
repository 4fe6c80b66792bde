// Article 4.3, nearest: a real double free, forged in the mspan: freeindex goes back by one. The same memory is handed out twice.
package main

import (
	"runtime"
	"unsafe"
)

type block [1152]byte

//go:linkname findObject runtime.findObject
func findObject(p, refBase, refOff uintptr) (base uintptr, s unsafe.Pointer, objIndex uintptr)

var a, b *block

// fields gives the offset and width of mspan.freeindex, and the offset of allocCache.
func fields() (freeindex, width, allocCache uintptr) {
	switch v := runtime.Version(); {
	case v < "go1.22":
		return 48, 8, 64
	}
	return 48, 2, 56
}

func main() {
	for {
		a = new(block)
		_, _, i := findObject(uintptr(unsafe.Pointer(a)), 0, 0)
		if i >= 2 && i <= 3 {
			break
		}
	}
	_, s, index := findObject(uintptr(unsafe.Pointer(a)), 0, 0)
	freeindex, width, allocCache := fields()
	at := unsafe.Pointer(uintptr(s) + freeindex)
	if width == 2 {
		*(*uint16)(at) = uint16(index)
	} else {
		*(*uintptr)(at) = index
	}
	cache := (*uint64)(unsafe.Pointer(uintptr(s) + allocCache))
	*cache = *cache<<1 | 1
	b = new(block)
	b[0] = 42
	println(a == b, a[0])
}
