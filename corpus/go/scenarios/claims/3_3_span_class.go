// Article 3.3, nearest: the span of objects with pointers is said to have none. What only they refer to is freed while reachable.
package main

import (
	"runtime"
	"unsafe"
)

type node struct {
	value *[1152]byte
	_     [40]byte
}

//go:linkname findObject runtime.findObject
func findObject(p, refBase, refOff uintptr) (base uintptr, s unsafe.Pointer, objIndex uintptr)

var head *node
var keep [28]*[1152]byte

// spanclass gives the offset of mspan.spanclass.
func spanclass() uintptr {
	if v := runtime.Version(); v >= "go1.20" && v < "go1.22" {
		return 106
	}
	return 98
}

func build() {
	for i := range keep {
		keep[i] = new([1152]byte)
	}
	head = new(node)
	head.value = keep[14]
	head.value[0] = 7
	keep[14] = nil
}

func main() {
	build()
	_, s, _ := findObject(uintptr(unsafe.Pointer(head)), 0, 0)
	*(*uint8)(unsafe.Pointer(uintptr(s) + spanclass())) |= 1
	println("before", head.value[0])
	runtime.GC()
	same := false
	for i := 0; i < 64; i++ {
		other := new([1152]byte)
		other[0] = 99
		keep[i%14] = other
		same = same || other == head.value
	}
	println("after", head.value[0], same)
}
