// Article 3.1: a slice header is three words. A negative length or capacity is noticed where it is used, not where it is made.
package main

import "unsafe"

type header struct {
	data     uintptr
	len, cap int
}

//go:noinline
func at(s []int, i int) int { return s[i] }

//go:noinline
func cut(s []int, n int) []int { return s[:n] }

func try(what string, f func()) {
	defer func() {
		if e := recover(); e != nil {
			println(what, e.(error).Error())
		}
	}()
	f()
}

func main() {
	var none []int
	println((*header)(unsafe.Pointer(&none)).data, unsafe.Sizeof(none))
	s := []int{10, 20, 30}
	h := (*header)(unsafe.Pointer(&s))
	h.len = -1
	try("index", func() { println(len(s), cap(s), at(s, 0)) })
	h.len, h.cap = 2, -1
	try("slice", func() { println(len(s), cap(s), len(cut(s, 2))) })
	n := -1
	try("make", func() { println(len(make([]int, n))) })
	try("unsafe.Slice", func() { println(len(unsafe.Slice(&s[0], n))) })
}
