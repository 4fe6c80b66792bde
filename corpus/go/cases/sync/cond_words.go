package main

import (
	"sync"
	"time"
	"unsafe"
)

func main() {
	var mu sync.Mutex
	c := sync.NewCond(&mu)
	go func() {
		mu.Lock()
		c.Wait()
		mu.Unlock()
	}()
	time.Sleep(20 * time.Millisecond)
	words := (*[14]uint32)(unsafe.Pointer(c))
	println(words[4], words[5])
	c.Signal()
	println(words[4], words[5])
}
