// Two goroutines write one map. Some schedules are caught by the runtime's check, others lose an entry silently.
package main

import (
	"runtime"
	"sync/atomic"
)

var m = map[int]int{}
var done int32

func writer(from int) {
	for i := 0; i < 5; i++ {
		m[from+i] = i
	}
	atomic.AddInt32(&done, 1)
}

func main() {
	go writer(0)
	go writer(100)
	for atomic.LoadInt32(&done) < 2 {
		runtime.Gosched()
	}
	println(len(m))
}
