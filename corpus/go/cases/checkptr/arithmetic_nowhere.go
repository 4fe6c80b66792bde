package main

import "unsafe"

var n uintptr = 0x12345678

func main() {
	p := unsafe.Pointer(n)
	println("no object", p != nil)
}
