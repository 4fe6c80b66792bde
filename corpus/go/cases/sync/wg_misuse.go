package main

import (
	"sync"
	"unsafe"
)

func main() {
	var wg sync.WaitGroup
	*(*uint64)(unsafe.Pointer(&wg)) = 1
	wg.Add(1)
}
