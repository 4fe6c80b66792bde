// A copy of the classic map, from whose B the number of buckets follows. As kpango/gache#153 reports it.
package main

import "unsafe"

type hmap struct {
	count      int
	flags      uint8
	B          uint8
	noverflow  uint16
	hash0      uint32
	buckets    unsafe.Pointer
	oldbuckets unsafe.Pointer
	nevacuate  uintptr
	extra      unsafe.Pointer
}

// size is what the buckets of a map[int]int take: 8 control bytes, 8 keys, 8 elements, a pointer.
func size(m map[int]int) uintptr {
	h := *(**hmap)(unsafe.Pointer(&m))
	return 144 << h.B
}

func main() {
	m := map[int]int{}
	for i := 0; i < 80; i++ {
		m[i] = i
	}
	println(size(m) == 144*16)
}
