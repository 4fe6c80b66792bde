package main

import (
	"runtime"
	"sync/atomic"
)

type acc struct {
	total int64
	log   [8]int32
}

func worker(a *acc, id int, n int, done *int32) {
	defer atomic.AddInt32(done, 1)
	for i := 0; i < n; i++ {
		atomic.AddInt64(&a.total, int64(id))
		atomic.AddInt32(&a.log[id], 1)
		if i%3 == 0 {
			runtime.Gosched()
		}
	}
}
func main() {
	var done int32
	a := &acc{}
	for id := range 8 {
		go worker(a, id, 20, &done)
	}
	for atomic.LoadInt32(&done) < 8 {
		runtime.Gosched()
	}
	println(a.total, a.log[3], runtime.NumGoroutine() >= 1)
	func() {
		defer func() { println("r", recover().(error).Error()) }()
		go func() {}()
		var f func(int)
		f(3)
	}()
}
