package main

import "unsafe"

var words [8]*int
var more [8]*int

func main() {
	p := unsafe.Pointer(uintptr(unsafe.Pointer(&words[0])) + 8)
	println("same", p == unsafe.Pointer(&words[1]))
	n := uintptr(unsafe.Pointer(&words[0]))
	q := unsafe.Pointer(n)
	println("after", q != nil)
}
