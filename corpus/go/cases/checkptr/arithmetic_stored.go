package main

import "unsafe"

var sink unsafe.Pointer

func main() {
	a := new([64]int64)
	sink = unsafe.Pointer(a)
	n := uintptr(sink)
	println("before")
	p := unsafe.Pointer(n)
	println("after", p == sink)
}
