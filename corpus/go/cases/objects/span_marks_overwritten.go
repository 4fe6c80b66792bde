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

type leaf struct{ a, b, c, d int }

var list [100]*[8]uintptr

func main() {
	for i := range list {
		list[i] = new([8]uintptr)
		list[i][0] = uintptr(i)
	}
	// All marks of the span are set, as if somebody had marked them already.
	base := uintptr(unsafe.Pointer(list[50])) &^ 8191
	for i := uintptr(0); i < 15; i++ {
		*(*byte)(unsafe.Pointer(base + 8192 - 64 + i)) = 0xff
	}
	for i := range list {
		list[i] = nil
	}
	println("before")
	runtime.GC()
	println("after")
}
