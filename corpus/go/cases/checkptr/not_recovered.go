package main

import "unsafe"

var sink unsafe.Pointer

func main() {
	defer func() {
		println("recovered", recover() != nil)
	}()
	x := new(int32)
	sink = unsafe.Pointer(x)
	p := (*[5]int64)(sink)
	println("after", p != nil)
}
