package main

import "unsafe"

var sink unsafe.Pointer

type node struct{ next *node }

func main() {
	b := make([]*node, 4)
	sink = unsafe.Pointer(&b[0])
	p := unsafe.Pointer(uintptr(sink) + 4)
	println("before")
	n := (*node)(p)
	println("after", n != nil)
}
