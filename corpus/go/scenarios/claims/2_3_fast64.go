// Article 2.3: mapassign_fast64 given the address of an int32 is said to read 8 bytes and panic in alg.equal.
// The key is passed by value: the address itself becomes the key, and nothing panics.
package main

import "unsafe"

//go:linkname mapassign_fast64 runtime.mapassign_fast64
func mapassign_fast64(t unsafe.Pointer, h unsafe.Pointer, key uint64) unsafe.Pointer

var m map[int64]int64
var small int32 = 7

func main() {
	m = make(map[int64]int64)
	var e interface{} = m
	t := *(*unsafe.Pointer)(unsafe.Pointer(&e))
	h := *(*unsafe.Pointer)(unsafe.Pointer(&m))
	key := uint64(uintptr(unsafe.Pointer(&small)))
	*(*int64)(mapassign_fast64(t, h, key)) = 42
	_, seven := m[7]
	println(len(m), m[int64(key)], seven)
}
