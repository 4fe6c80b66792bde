package main

import "unsafe"

var sink unsafe.Pointer

type big struct{ a, b, c, d int64 }

func main() {
	x := new(int64)
	sink = unsafe.Pointer(x)
	println("before")
	p := (*big)(sink)
	println("after", p != nil)
}
