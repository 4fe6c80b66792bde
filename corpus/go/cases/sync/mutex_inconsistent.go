package main

import (
	"sync"
	"time"
	"unsafe"
)

func main() {
	var mu sync.Mutex
	words := (*[2]int32)(unsafe.Pointer(&mu))
	mu.Lock()
	go func() {
		time.Sleep(20 * time.Millisecond)
		words[0] = 4
		mu2 := (*[2]uint32)(unsafe.Pointer(&mu))
		mu2[1] = 0
		words[0] = 1
		words[0] = 1 + 8
		mu.Unlock()
	}()
	mu.Lock()
	println("locked")
}
