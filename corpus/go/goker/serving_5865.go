// serving_5865: a send against a deferred close.
//
// Expected: PANIC in main in every schedule, "send on closed channel".
package main

import "sync"

type update struct {
	rev string
}

type throttler struct {
	mu      sync.RWMutex
	updates chan *update
}

func (t *throttler) watch() {
	defer close(t.updates)
}

func (t *throttler) start() {
	t.mu.Lock()
	defer t.mu.Unlock()
	go t.watch()
}

func main() {
	t := &throttler{updates: make(chan *update)}
	t.start()
	t.updates <- &update{rev: "a"}
}
