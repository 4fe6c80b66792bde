// An iterator whose state is words that the collector does not look at, and the runtime's functions for it. As ugorji/go#417 reports it.
package main

import (
	"runtime"
	"unsafe"
)

type eface struct {
	typ  unsafe.Pointer
	data unsafe.Pointer
}

type mapIter struct {
	key   unsafe.Pointer
	value unsafe.Pointer
	rest  [30]uintptr
}

//go:linkname mapiterinit runtime.mapiterinit
//go:noescape
func mapiterinit(t unsafe.Pointer, m unsafe.Pointer, it *mapIter)

//go:linkname mapiternext runtime.mapiternext
//go:noescape
func mapiternext(it *mapIter)

var sink [][]uintptr

func main() {
	m := map[int]int{}
	for i := 0; i < 100; i++ {
		m[i] = i
	}
	var box interface{} = m
	e := (*eface)(unsafe.Pointer(&box))
	it := new(mapIter)
	mapiterinit(e.typ, e.data, it)
	runtime.GC()
	for i := 0; i < 2000; i++ {
		words := make([]uintptr, 12)
		for j := range words {
			words[j] = 0x1234
		}
		sink = append(sink, words)
	}
	n := 0
	for ; it.key != nil && n < 100; mapiternext(it) {
		n++
	}
	println(n)
	runtime.KeepAlive(box)
}
