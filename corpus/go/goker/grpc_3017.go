// grpc_3017: a timer's callback returns without unlocking after it has lost the race against Stop.
//
// Expected: HANG. main is blocked on <-done, the goroutine that removes and adds on Lock, and so is any later
// callback; the callback that caused it has finished. (LEAK, with callbacks only, when it happens in the last
// rounds.) The timer has to fire while somebody can run.
package main

import (
	"sync"
	"time"
)

const rounds = 20

type entry struct {
	timer *time.Timer
	abort bool
}

// conns keeps a removed connection for a moment, in case it is asked for again.
type conns struct {
	mu      sync.Mutex
	timeout time.Duration
	cache   map[string]*entry
	addrs   map[int]string
}

func (c *conns) add(addr string, conn int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.cache[addr]; ok {
		if !e.timer.Stop() {
			e.abort = true
		}
		delete(c.cache, addr)
		return
	}
	c.addrs[conn] = addr
}

func (c *conns) remove(conn int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	addr, ok := c.addrs[conn]
	if !ok {
		return
	}
	if _, ok := c.cache[addr]; ok {
		return
	}
	e := &entry{}
	c.cache[addr] = e
	e.timer = time.AfterFunc(c.timeout, func() {
		c.mu.Lock()
		if e.abort {
			return
		}
		delete(c.addrs, conn)
		delete(c.cache, addr)
		c.mu.Unlock()
	})
}

func main() {
	c := &conns{
		timeout: time.Nanosecond,
		cache:   make(map[string]*entry),
		addrs:   make(map[int]string),
	}
	c.add("a", 1)
	done := make(chan struct{})
	go func() {
		for i := 0; i < rounds; i++ {
			c.remove(1)
			c.add("a", 1)
		}
		close(done)
	}()
	<-done
}
