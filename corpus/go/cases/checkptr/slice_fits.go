package main

import "unsafe"

var sink unsafe.Pointer

func main() {
	a := new([8]int64)
	sink = unsafe.Pointer(a)
	s := unsafe.Slice((*int64)(sink), 8)
	println("fits", len(s))
	s = unsafe.Slice((*int64)(sink), 9)
	println("after", len(s))
}
