package main

import (
	"sync"
	"unsafe"
)

func main() {
	var mu sync.Mutex
	mu.Lock()
	*(*int32)(unsafe.Pointer(&mu)) |= 4
	mu.Unlock()
	words := (*[2]uint32)(unsafe.Pointer(&mu))
	println(words[0], words[1])
	mu.Lock()
}
