package main

import (
	"sync"
	"time"
	"unsafe"
)

func main() {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		time.Sleep(20 * time.Millisecond)
		words := (*[4]uint32)(unsafe.Pointer(&wg))
		words[1] = 0
		words[0] = 1
		words[2] = 0
		go func() { wg.Wait() }()
		wg.Add(1)
	}()
	wg.Wait()
}
