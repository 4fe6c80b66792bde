// Article 3.1: nothing compares a slice with its type's descriptor: integers read as strings are nonsense, silently.
package main

import "unsafe"

func main() {
	text := "hidden"
	words := []uint64{uint64(*(*uintptr)(unsafe.Pointer(&text))), 6}
	var fake []string
	*(*[3]uint64)(unsafe.Pointer(&fake)) = [3]uint64{uint64(uintptr(unsafe.Pointer(&words[0]))), 1, 1}
	println(len(fake), fake[0])
	bytes := unsafe.Slice((*byte)(unsafe.Pointer(&words[0])), 16)
	println(len(bytes), cap(bytes), bytes[8])
}
