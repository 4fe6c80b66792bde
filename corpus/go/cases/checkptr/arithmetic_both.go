package main

import "unsafe"

var sink unsafe.Pointer

var other unsafe.Pointer

func main() {
	a, b := new([64]int64), new([64]int64)
	sink, other = unsafe.Pointer(a), unsafe.Pointer(b)
	q := unsafe.Pointer(uintptr(sink) - uintptr(sink) + uintptr(other))
	println("added", q == other)
	r := unsafe.Pointer(uintptr(sink) &^ 7)
	println("rounded", r == sink)
	s := unsafe.Pointer(uintptr(sink) | 1)
	println("after", s != nil)
}
