package main

import "sync/atomic"

func main() {
	var a atomic.Int32
	a.Store(12)
	println(a.And(6), a.Or(3), a.Load())
	x := uint64(12)
	println(atomic.AndUint64(&x, 5), atomic.OrUint64(&x, 1<<40), x)
}
