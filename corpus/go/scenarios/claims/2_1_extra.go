// Article 2.1: "the maptype is bound in extra, and every operation looks it up there".
// It is not: with extra gone, reading, writing and ranging go on. Only clear and new overflow buckets look at it.
package main

import "unsafe"

var m map[int64]int64

func main() {
	m = make(map[int64]int64, 100)
	for i := int64(0); i < 100; i++ {
		m[i] = i
	}
	h := *(*unsafe.Pointer)(unsafe.Pointer(&m))
	*(*uintptr)(unsafe.Add(h, 40)) = 0
	m[7] = 70
	s := int64(0)
	for _, v := range m {
		s += v
	}
	println(m[7], len(m), s)
	for k := range m {
		delete(m, k)
	}
	println("cleared", len(m))
}
