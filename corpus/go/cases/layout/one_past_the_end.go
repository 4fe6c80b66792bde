package main

import (
	"runtime"
	"unsafe"
)

const room = 40 << 10

// A window on a buffer, whose upper bound is the first address behind it: a pointer to another span, or to none.
type window struct{ from, to unsafe.Pointer }

var rows [8][]byte
var open *window

//go:noinline
func churn() {
	for i := range rows {
		rows[i] = make([]byte, room)
	}
	for i := range rows {
		rows[i] = nil
	}
}

//go:noinline
func look() *window {
	b := make([]byte, room)
	return &window{unsafe.Pointer(&b[0]), unsafe.Pointer(uintptr(unsafe.Pointer(&b[0])) + room)}
}

func main() {
	churn()
	runtime.GC()
	runtime.GC()
	open = look()
	runtime.GC()
	println("collected", open != nil)
}
