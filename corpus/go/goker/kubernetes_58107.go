// kubernetes_58107: waiting on a condition while holding a read lock, with a writer that comes again and again.
//
// Expected: LEAK. (*controller).resync is blocked on Lock, and the workers are: both in Wait; or one in Wait and one
// blocked on RLock; or one in Wait and one finished. All signals came before the one in Wait waited.
package main

import (
	"sync"
	"time"
)

const rounds = 3

type queue struct {
	mu   sync.Mutex
	cond *sync.Cond
}

func newQueue() *queue {
	q := &queue{}
	q.cond = sync.NewCond(&q.mu)
	return q
}

func (q *queue) get() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.cond.Wait()
}

type controller struct {
	workers sync.RWMutex
	quotas  *queue
	missing *queue
}

// work takes one item; no resync while it does.
func (c *controller) work(q *queue) {
	c.workers.RLock()
	defer c.workers.RUnlock()
	q.get()
}

func (c *controller) run() {
	go c.work(c.quotas)
	go c.work(c.missing)
}

func (c *controller) resync() {
	for i := 0; i < rounds; i++ {
		c.workers.Lock()
		time.Sleep(time.Nanosecond)
		c.workers.Unlock()
	}
}

func main() {
	c := &controller{quotas: newQueue(), missing: newQueue()}
	go c.run()
	go c.resync()
	for i := 0; i < rounds; i++ {
		c.quotas.cond.Signal()
		c.missing.cond.Signal()
	}
}
