// etcd_5509: a read lock is not released on an early return, then the writer locks again.
//
// Expected: HANG. main is blocked on its second Lock; the other goroutine has finished. Only when a read lock
// taken after the first Unlock sees the client closed before main is granted the second Lock.
package main

import (
	"context"
	"errors"
	"sync"
)

var errClosed = errors.New("client is closed")

type client struct {
	mu     sync.RWMutex
	ctx    context.Context
	cancel context.CancelFunc
}

// Close cancels the client, then waits until nobody reads it any more.
func (c *client) Close() {
	c.mu.Lock()
	c.cancel()
	c.cancel = nil
	c.mu.Unlock()

	c.mu.Lock()
	c.ctx = nil
	c.mu.Unlock()
}

type remote struct {
	client *client
	mu     sync.Mutex
	uses   int
}

// acquire returns with the client's read lock held if it is closed.
func (r *remote) acquire() error {
	for {
		r.client.mu.RLock()
		closed := r.client.cancel == nil
		r.mu.Lock()
		r.uses++
		r.mu.Unlock()
		if closed {
			return errClosed
		}
		r.client.mu.RUnlock()
	}
}

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	c := &client{ctx: ctx, cancel: cancel}
	r := &remote{client: c}
	donec := make(chan struct{})
	go func() {
		defer close(donec)
		r.acquire()
	}()
	c.Close()
	<-donec
}
