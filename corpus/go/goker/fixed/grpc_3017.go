// grpc_3017, mended: the callback unlocks on every way out.
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
		defer c.mu.Unlock()
		if e.abort {
			return
		}
		delete(c.addrs, conn)
		delete(c.cache, addr)
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
