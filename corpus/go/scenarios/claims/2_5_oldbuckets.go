// Article 2.5, tampered: oldbuckets pointed at memory that is not mapped while an iterator is under way.
package main

import "unsafe"

func main() {
	m := map[int64]int64{}
	for i := int64(0); i < 14; i++ {
		m[i] = i
	}
	h := *(*unsafe.Pointer)(unsafe.Pointer(&m))
	n := 0
	for range m {
		n++
		*(*uintptr)(unsafe.Add(h, 24)) = 0x700000000000
	}
	println(n)
}
