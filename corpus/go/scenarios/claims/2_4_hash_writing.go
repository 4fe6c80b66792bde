// Article 2.4: "flag 0x04 is iteratorStarted; setting it hides entries". 4 is hashWriting, and the next access dies.
package main

import "unsafe"

var m map[int64]int64

func main() {
	m = make(map[int64]int64)
	for i := int64(0); i < 5; i++ {
		m[i] = i * 10
	}
	h := *(*unsafe.Pointer)(unsafe.Pointer(&m))
	*(*uint8)(unsafe.Add(h, 8)) |= 4
	println("len", len(m))
	println(m[3])
}
