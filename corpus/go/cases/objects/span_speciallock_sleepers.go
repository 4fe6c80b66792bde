package main

import (
	"runtime"
	"unsafe"
)

type node struct{ a, b, c, d *node }

//go:linkname findObject runtime.findObject
func findObject(p, refBase, refOff uintptr) (base uintptr, s unsafe.Pointer, objIndex uintptr)

// speciallock gives the offset of mspan.speciallock.
func speciallock() uintptr {
	if v := runtime.Version(); v >= "go1.20" && v < "go1.22" {
		return 128
	}
	return 120
}

var kept *node

func lockOf(n *node) *uintptr {
	_, s, _ := findObject(uintptr(unsafe.Pointer(n)), 0, 0)
	return (*uintptr)(unsafe.Pointer(uintptr(s) + speciallock()))
}

func main() {
	kept = new(node)
	*lockOf(kept) = 2
	println("before")
	runtime.SetFinalizer(kept, func(*node) {})
	println("after")
}
