package main

import "unsafe"

var sink unsafe.Pointer

func main() {
	a := make([]byte, 64)
	sink = unsafe.Pointer(&a[0])
	s := unsafe.String((*byte)(sink), 64)
	println("fits", len(s))
	n := 65
	s = unsafe.String((*byte)(sink), n)
	println("after", len(s))
}
