package main

import "unsafe"

var sink unsafe.Pointer

var other unsafe.Pointer

func main() {
	a, b := new([64]int64), new([64]int64)
	sink, other = unsafe.Pointer(a), unsafe.Pointer(b)
	p := unsafe.Pointer(uintptr(sink) + 8*63)
	println("inside", p != nil)
	far := uintptr(other) - uintptr(sink)
	q := unsafe.Pointer(uintptr(sink) + far)
	println("after", q == other)
}
