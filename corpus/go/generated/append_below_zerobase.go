// slice-2-862 of conform --generate: an append behind a negative length writes below the base of what has no size.
package main

import (
	"runtime"
	"sync/atomic"
	"unsafe"
)

var done int32
var s0 []string

func main() {
	s0 = make([]string, 4, 5)
	s0 = make([]string, 0, 0)
	if a := uintptr(unsafe.Pointer(&s0)); a != 0 {
		*(*uint64)(unsafe.Pointer(a + 8)) = 0xffffffffffffffff
	}
	s0 = append(s0, string(rune(48 + 30)))
	for atomic.LoadInt32(&done) < 0 {
		runtime.Gosched()
	}
}
