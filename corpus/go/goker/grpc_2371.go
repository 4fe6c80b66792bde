// grpc_2371: a pointer is used that a concurrent Close has cleared.
//
// Expected: PANIC, nil pointer dereference in (*balancer).watch, which came after the close of its balancer. No race:
// all is under the lock.
package main

import (
	"sync"
	"time"
)

type watcher struct {
	updates chan int
}

type balancer struct {
	mu sync.RWMutex
	w  *watcher
}

func (b *balancer) watch() {
	b.mu.Lock()
	defer b.mu.Unlock()
	select {
	case <-b.w.updates:
	default:
	}
	b.w.updates <- 1
}

func (b *balancer) close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.w = nil
}

func main() {
	for i := 0; i < 10; i++ {
		b := &balancer{w: &watcher{updates: make(chan int, 1)}}
		go b.watch()
		go b.close()
	}
	time.Sleep(100 * time.Millisecond)
}
