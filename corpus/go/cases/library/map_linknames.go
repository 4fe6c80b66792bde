package main

import "unsafe"

type it struct {
	key, elem, typ, it unsafe.Pointer
	rest               [8]unsafe.Pointer
}

//go:linkname mapiterinit runtime.mapiterinit
func mapiterinit(t, m unsafe.Pointer, it *it)

//go:linkname mapiternext runtime.mapiternext
func mapiternext(it *it)

//go:linkname mapaccess2_faststr runtime.mapaccess2_faststr
func mapaccess2_faststr(t, m unsafe.Pointer, k string) (unsafe.Pointer, bool)

//go:linkname mapassign_faststr runtime.mapassign_faststr
func mapassign_faststr(t, m unsafe.Pointer, k string) unsafe.Pointer

//go:linkname mapdelete_faststr runtime.mapdelete_faststr
func mapdelete_faststr(t, m unsafe.Pointer, k string)

//go:linkname mapclear runtime.mapclear
func mapclear(t, m unsafe.Pointer)

//go:linkname makemap runtime.makemap
func makemap(t unsafe.Pointer, hint int, h unsafe.Pointer) unsafe.Pointer

func main() {
	m := map[string]int{"a": 1, "b": 2, "c": 3}
	var i any = m
	w := *(*[2]unsafe.Pointer)(unsafe.Pointer(&i))
	var x it
	mapiterinit(w[0], w[1], &x)
	n, sum := 0, 0
	for ; x.key != nil; mapiternext(&x) {
		n++
		sum += *(*int)(x.elem)
	}
	e, ok := mapaccess2_faststr(w[0], w[1], "b")
	*(*int)(mapassign_faststr(w[0], w[1], "d")) = 4
	mapdelete_faststr(w[0], w[1], "a")
	println(n, sum, *(*int)(e), ok, m["d"], len(m))
	mapclear(w[0], w[1])
	p := makemap(w[0], 100, nil)
	m2 := *(*map[string]int)(unsafe.Pointer(&p))
	m2["z"] = 5
	println(len(m), len(m2), m2["z"])
}
