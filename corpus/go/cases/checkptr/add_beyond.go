package main

import "unsafe"

var sink unsafe.Pointer

func main() {
	a, b := new([64]int64), new([64]int64)
	sink = unsafe.Pointer(b)
	if uintptr(unsafe.Pointer(a)) > uintptr(sink) {
		a, b = b, a
	}
	n := uintptr(unsafe.Pointer(b)) - uintptr(unsafe.Pointer(a))
	p := unsafe.Add(unsafe.Pointer(a), n)
	println("after", p == unsafe.Pointer(b))
	sink = p
}
