// One goroutine ranges over a map while another deletes from it.
package main

import (
	"runtime"
	"sync/atomic"
)

var sessions = map[int64]string{}
var done int32

func main() {
	for i := int64(0); i < 12; i++ {
		sessions[i] = "open"
	}
	go func() {
		for i := int64(0); i < 12; i += 2 {
			delete(sessions, i)
		}
		atomic.StoreInt32(&done, 1)
	}()
	open := 0
	for _, state := range sessions {
		if state == "open" {
			open++
		}
	}
	for atomic.LoadInt32(&done) == 0 {
		runtime.Gosched()
	}
	println(open >= 6, len(sessions))
}
