// What has stayed: the words of a Mutex, the counter of a WaitGroup.
package main

import (
	"sync"
	"unsafe"
)

type mutex struct {
	state int32
	sema  uint32
}

func main() {
	var mu sync.Mutex
	mu.Lock()
	m := (*mutex)(unsafe.Pointer(&mu))
	println(m.state&1, *(*uint32)(unsafe.Pointer(uintptr(unsafe.Pointer(&mu)) + 4)))
}
