package main

import "unsafe"

var n uintptr = 8

func main() {
	println("before")
	p := unsafe.Pointer(n)
	println("after", p != nil)
}
