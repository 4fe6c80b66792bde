// A program that uses what the structures of the runtime are for, so that its debug information describes them.
// measure.sh builds it with each toolchain; it is never run.
package main

import (
	"runtime"
	"sync"
	"time"
)

var (
	pool    sync.Pool
	once    sync.Once
	smap    sync.Map
	group   sync.WaitGroup
	rwmutex sync.RWMutex
)

func main() {
	m := map[string]int{}
	ch := make(chan int, 1)
	timer := time.AfterFunc(time.Hour, func() {})
	defer timer.Stop()
	var mutex sync.Mutex
	cond := sync.NewCond(&mutex)
	group.Add(1)
	go func() {
		defer group.Done()
		defer func() { println(recover()) }()
		rwmutex.RLock()
		defer rwmutex.RUnlock()
		select {
		case v := <-ch:
			m["a"] = v
		case ch <- 1:
		case <-time.After(time.Second):
		}
		smap.Store(1, 2)
		pool.Put(1)
		panic(m)
	}()
	once.Do(func() { cond.Broadcast() })
	for k, v := range m {
		var x any = v
		println(k, x)
	}
	runtime.SetFinalizer(new(int), func(*int) {})
	runtime.GC()
	group.Wait()
}
