package main

import "unsafe"

var sink unsafe.Pointer

func main() {
	p := (*[4]int64)(sink)
	println("nil", p == nil)
	q := unsafe.Pointer(uintptr(sink) + 0)
	println("nil", q == nil)
	r := unsafe.Pointer(uintptr(sink) + 8)
	println("after", r != nil)
}
