// Article 2.1: the layout of hmap, and where the map's type is kept.
// Reads every field of a live hmap at the offsets of Go up to 1.23.
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

var m map[int64]int64

func main() {
	m = make(map[int64]int64)
	for i := int64(0); i < 5; i++ {
		m[i] = i
	}
	h := *(**hmap)(unsafe.Pointer(&m))
	println("size", unsafe.Sizeof(*h), "B at", unsafe.Offsetof(h.B), "buckets at", unsafe.Offsetof(h.buckets))
	println("count", h.count, "flags", h.flags, "B", h.B, "old", h.oldbuckets == nil)
	println("extra of a small map is nil:", h.extra == nil)
}
