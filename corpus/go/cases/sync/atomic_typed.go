package main

import (
	"sync/atomic"
	"unsafe"
)

func main() {
	var a atomic.Int32
	var b atomic.Int64
	var c atomic.Uint32
	var d atomic.Uint64
	var e atomic.Bool
	var f atomic.Uintptr
	println(a.Add(-3), b.Add(1<<40), c.Add(^uint32(0)), d.Add(5), e.Swap(true), f.Add(9))
	println(a.Load(), b.Swap(1), c.CompareAndSwap(1, 2), d.CompareAndSwap(5, 6), e.CompareAndSwap(true, false), f.Load())
	println(unsafe.Sizeof(a), unsafe.Sizeof(b), unsafe.Sizeof(c), unsafe.Sizeof(d), unsafe.Sizeof(e), unsafe.Sizeof(f))
}
