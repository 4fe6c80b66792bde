package main

import (
	"sync"
	"time"
	"unsafe"
)

func main() {
	var mu sync.Mutex
	words := (*[2]uint32)(unsafe.Pointer(&mu))
	mu.Lock()
	words[1] = 1
	go func() {
		mu.Lock()
		println("went through")
		mu.Unlock()
	}()
	time.Sleep(20 * time.Millisecond)
	println(words[0], words[1])
}
