// A copy of the sync.Map of two maps, to count its misses.
package main

import (
	"sync"
	"unsafe"
)

type syncMap struct {
	mu     sync.Mutex
	read   unsafe.Pointer
	dirty  map[interface{}]unsafe.Pointer
	misses int
}

func main() {
	var m sync.Map
	m.Store(1, 2)
	m.Store(2, 3)
	m.Load(3)
	s := (*syncMap)(unsafe.Pointer(&m))
	println(s.misses == 1)
}
