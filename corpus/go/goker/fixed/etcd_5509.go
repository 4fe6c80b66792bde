// etcd_5509, mended: acquire releases the read lock on every way out.
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

// acquire waits for the client to be closed.
func (r *remote) acquire() error {
	for {
		r.client.mu.RLock()
		closed := r.client.cancel == nil
		r.mu.Lock()
		r.uses++
		r.mu.Unlock()
		r.client.mu.RUnlock()
		if closed {
			return errClosed
		}
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
