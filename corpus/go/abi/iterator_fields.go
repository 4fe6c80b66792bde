// A copy of the classic iterator that is also read, not only handed to the runtime. As modern-go/reflect2#32 reports such copies.
package main

import "unsafe"

type hiter struct {
	key         unsafe.Pointer
	value       unsafe.Pointer
	t           unsafe.Pointer
	h           unsafe.Pointer
	buckets     unsafe.Pointer
	bptr        unsafe.Pointer
	overflow    unsafe.Pointer
	oldoverflow unsafe.Pointer
	startBucket uintptr
	offset      uint8
	wrapped     bool
	B           uint8
	i           uint8
	bucket      uintptr
	checkBucket uintptr
}

type eface struct {
	typ  unsafe.Pointer
	data unsafe.Pointer
}

//go:linkname mapiterinit runtime.mapiterinit
//go:noescape
func mapiterinit(t unsafe.Pointer, m unsafe.Pointer, it *hiter)

func main() {
	m := map[int]int{}
	for i := 0; i < 40; i++ {
		m[i] = i
	}
	var box interface{} = m
	e := (*eface)(unsafe.Pointer(&box))
	var it hiter
	mapiterinit(e.typ, e.data, &it)
	println(it.key != nil, it.h == e.data, it.B)
}
