package main

import (
	"sync/atomic"
	"unsafe"
)

func main() {
	type node struct{ v int }
	var p atomic.Pointer[node]
	one, two := &node{1}, &node{2}
	println(p.Load() == nil, p.CompareAndSwap(nil, one), p.Load().v, p.Swap(two) == one, p.CompareAndSwap(one, two), unsafe.Sizeof(p))
	p.Store(nil)
	println(p.Load() == nil)
}
