// Article 2.3, the nearest true thing: the generic mapassign takes the key's address, and reads as many bytes as the
// map's key has. An int32 with a neighbour gives the key neighbour<<32 | value, silently.
package main

import "unsafe"

//go:linkname mapassign runtime.mapassign
func mapassign(t unsafe.Pointer, h unsafe.Pointer, key unsafe.Pointer) unsafe.Pointer

var m map[int64]int64
var pair = [2]int32{7, 1}

func main() {
	m = make(map[int64]int64)
	var e interface{} = m
	t := *(*unsafe.Pointer)(unsafe.Pointer(&e))
	h := *(*unsafe.Pointer)(unsafe.Pointer(&m))
	*(*int64)(mapassign(t, h, unsafe.Pointer(&pair[0]))) = 42
	_, seven := m[7]
	println(len(m), m[1<<32|7], seven)
}
