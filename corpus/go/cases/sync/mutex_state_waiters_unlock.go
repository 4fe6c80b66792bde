package main

import (
	"sync"
	"unsafe"
)

func main() {
	var mu sync.Mutex
	mu.Lock()
	*(*int32)(unsafe.Pointer(&mu)) += 8
	mu.Unlock()
	mu.Lock()
	println("locked")
}
