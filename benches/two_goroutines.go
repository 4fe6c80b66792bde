// Two goroutines work on maps of their own under one scheduler: about 40 steps at density `operation`.
package main

import (
	"runtime"
	"sync/atomic"
)

var a, b map[int64]int64
var done int32

func fill() {
	for i := int64(0); i < 8; i++ {
		a[i] = i
	}
	for i := int64(0); i < 6; i++ {
		b[0] += a[i]
	}
	atomic.AddInt32(&done, 1)
}

func main() {
	a = make(map[int64]int64)
	b = make(map[int64]int64)
	c := make(map[int64]int64)
	go fill()
	for i := int64(0); i < 8; i++ {
		c[i] = i
	}
	delete(c, 3)
	for atomic.LoadInt32(&done) < 1 {
		runtime.Gosched()
	}
}
