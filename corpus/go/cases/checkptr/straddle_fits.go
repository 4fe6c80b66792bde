package main

import "unsafe"

var sink unsafe.Pointer

type pair struct{ a, b int64 }

func main() {
	b := make([]int64, 2)
	sink = unsafe.Pointer(&b[0])
	p := (*pair)(sink)
	println("fits", p.a, p.b)
	q := (*pair)(unsafe.Pointer(&b[1]))
	println("after", q != nil)
}
