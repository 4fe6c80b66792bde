package main

import "unsafe"

var sink unsafe.Pointer

func main() {
	b := make([]byte, 64)
	sink = unsafe.Pointer(&b[0])
	n := (*int64)(unsafe.Pointer(uintptr(sink) + 3))
	println("unaligned number", *n)
}
