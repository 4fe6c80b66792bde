package main

import (
	"sync"
	"unsafe"
)

func main() {
	var mu sync.Mutex
	*(*int32)(unsafe.Pointer(&mu)) = -1
	mu.Lock()
}
