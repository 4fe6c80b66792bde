// A copy of the Swiss map type of Go 1.24 to 1.26, for walking over a small map's slots. As go-delve/delve#4433 reports readers of maps.
package main

import "unsafe"

type rtype struct {
	size       uintptr
	ptrBytes   uintptr
	hash       uint32
	tflag      uint8
	align      uint8
	fieldAlign uint8
	kind       uint8
	equal      unsafe.Pointer
	gcdata     *byte
	str        int32
	ptrToThis  int32
}

type swissMapType struct {
	rtype
	key       *rtype
	elem      *rtype
	group     *rtype
	hasher    unsafe.Pointer
	groupSize uintptr
	slotSize  uintptr
	elemOff   uintptr
	flags     uint32
}

type swissMap struct {
	used   uint64
	seed   uintptr
	dirPtr unsafe.Pointer
	dirLen int
}

type eface struct {
	typ  unsafe.Pointer
	data unsafe.Pointer
}

func main() {
	m := map[int64]int64{1: 10, 2: 20, 3: 30}
	var box interface{} = m
	e := (*eface)(unsafe.Pointer(&box))
	t := (*swissMapType)(e.typ)
	h := (*swissMap)(e.data)
	println(t.slotSize, t.elemOff)
	sum := int64(0)
	for i := uintptr(0); i < uintptr(h.used); i++ {
		slot := unsafe.Add(h.dirPtr, 8+i*t.slotSize)
		sum += *(*int64)(unsafe.Add(slot, t.elemOff))
	}
	println(sum)
}
