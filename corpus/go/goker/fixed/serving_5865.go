// serving_5865, mended: the end is told by a channel of its own; the channel that is sent on is never closed.
package main

import "sync"

type update struct {
	rev string
}

type throttler struct {
	mu      sync.RWMutex
	updates chan *update
	done    chan struct{}
}

func (t *throttler) watch() {
	defer close(t.done)
}

func (t *throttler) start() {
	t.mu.Lock()
	defer t.mu.Unlock()
	go t.watch()
}

func main() {
	t := &throttler{updates: make(chan *update), done: make(chan struct{})}
	t.start()
	select {
	case t.updates <- &update{rev: "a"}:
	case <-t.done:
	}
}
