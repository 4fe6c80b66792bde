// kubernetes_58107, mended: an item is waited for before the read lock is taken, and counted, so no signal is lost.
package main

import (
	"sync"
	"time"
)

const rounds = 3

type queue struct {
	mu    sync.Mutex
	cond  *sync.Cond
	items int
}

func newQueue() *queue {
	q := &queue{}
	q.cond = sync.NewCond(&q.mu)
	return q
}

func (q *queue) add() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.items++
	q.cond.Signal()
}

func (q *queue) get() {
	q.mu.Lock()
	defer q.mu.Unlock()
	for q.items == 0 {
		q.cond.Wait()
	}
	q.items--
}

type controller struct {
	workers sync.RWMutex
	quotas  *queue
	missing *queue
	synced  int
}

// work takes one item; no resync while it is worked on.
func (c *controller) work(q *queue) int {
	q.get()
	c.workers.RLock()
	defer c.workers.RUnlock()
	return c.synced
}

func (c *controller) run() {
	go c.work(c.quotas)
	go c.work(c.missing)
}

func (c *controller) resync() {
	for i := 0; i < rounds; i++ {
		c.workers.Lock()
		c.synced++
		time.Sleep(time.Nanosecond)
		c.workers.Unlock()
	}
}

func main() {
	c := &controller{quotas: newQueue(), missing: newQueue()}
	go c.run()
	go c.resync()
	for i := 0; i < rounds; i++ {
		c.quotas.add()
		c.missing.add()
	}
}
