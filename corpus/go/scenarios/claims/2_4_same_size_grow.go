// Article 2.4, the nearest true thing: with bit 8 (sameSizeGrow) set, the next doubling is evacuated as if the size
// stayed: entries are lost without a word, and the growth after that throws.
package main

import "unsafe"

var m map[int64]int64

func main() {
	m = make(map[int64]int64)
	for i := int64(0); i < 20; i++ {
		m[i] = i * 10
	}
	h := *(*unsafe.Pointer)(unsafe.Pointer(&m))
	*(*uint8)(unsafe.Add(h, 8)) |= 8
	for i := int64(1000); i < 1020; i++ {
		m[i] = i
	}
	found := 0
	for i := int64(0); i < 20; i++ {
		if _, ok := m[i]; ok {
			found++
		}
	}
	println("len", len(m), "lost some:", found < 20)
}
