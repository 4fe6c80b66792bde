package main

import "sync/atomic"

var n int64
var u uint32
var b atomic.Bool
var v atomic.Int32

type T struct{ c atomic.Int64 }

func main() {
	println(atomic.AddInt64(&n, 5), atomic.LoadInt64(&n), atomic.CompareAndSwapInt64(&n, 5, 9), n, atomic.SwapInt64(&n, 1))
	atomic.StoreUint32(&u, 7)
	println(atomic.AddUint32(&u, ^uint32(0)), b.Load())
	b.Store(true)
	println(b.Swap(false), b.CompareAndSwap(true, false), v.Add(3), v.Load())
	var t T
	for i := 0; i < 4; i++ {
		go func() { t.c.Add(int64(i)) }()
	}
	for t.c.Load() != 6 {
	}
	println(t.c.Load())
}
