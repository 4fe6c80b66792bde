package main

import "unsafe"

var sink unsafe.Pointer

func main() {
	x := new(int64)
	sink = unsafe.Pointer(x)
	p := (*[64]byte)(sink)
	println("bytes are not checked", p != nil)
	q := (*[64]byte)(sink)[:8:8]
	println("eight", len(q))
	n := 64
	r := (*[64]byte)(sink)[:n:n]
	println("after", len(r))
}
