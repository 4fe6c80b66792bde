package main

import (
	"sync"
	"sync/atomic"
	"time"
	"unsafe"
)

func main() {
	println(unsafe.Sizeof(sync.Mutex{}), unsafe.Sizeof(sync.RWMutex{}), unsafe.Sizeof(sync.WaitGroup{}), unsafe.Sizeof(sync.Once{}), unsafe.Sizeof(sync.Cond{}), unsafe.Sizeof(sync.Pool{}))
	println(unsafe.Sizeof(time.Timer{}), unsafe.Sizeof(time.Ticker{}), unsafe.Sizeof(time.Time{}), unsafe.Sizeof(atomic.Value{}))
	var rw sync.RWMutex
	rw.RLock()
	rw.RLock()
	words := (*[6]int32)(unsafe.Pointer(&rw))
	println(words[0], words[1], words[2], words[3], words[4], words[5])
	rw.RUnlock()
	rw.RUnlock()
	rw.Lock()
	println(words[0], words[1], words[2], words[3], words[4], words[5])
	var wg sync.WaitGroup
	wg.Add(3)
	println((*[2]uint64)(unsafe.Pointer(&wg))[0])
}
