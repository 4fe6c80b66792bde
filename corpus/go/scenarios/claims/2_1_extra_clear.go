// Article 2.1, what extra is for: with it gone, clearing a map that has spare overflow buckets dereferences nil.
package main

import "unsafe"

var m map[int64]int64

func main() {
	m = make(map[int64]int64, 100)
	m[1] = 1
	h := *(*unsafe.Pointer)(unsafe.Pointer(&m))
	*(*uintptr)(unsafe.Add(h, 40)) = 0
	for k := range m {
		delete(m, k)
	}
	println("cleared", len(m))
}
