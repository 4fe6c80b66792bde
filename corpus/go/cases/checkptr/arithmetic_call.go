package main

import "unsafe"

var sink unsafe.Pointer

//go:noinline
func address() uintptr { return uintptr(sink) }

func main() {
	a := new([64]int64)
	sink = unsafe.Pointer(a)
	p := unsafe.Pointer(address())
	println("calls are not checked", p == sink)
	q := unsafe.Pointer(address() + 8)
	println("after", q != nil)
}
