// cockroach_10790: a drain goroutine receives from channels that nobody will send on.
//
// Expected: LEAK. One or two of (*replica).drain, each blocked on a receive; all others have finished.
package main

import (
	"context"
	"sync"
)

type replica struct {
	mu        sync.Mutex
	quiescing chan struct{}
	pending   []chan bool
}

// begin waits for what came before; once cancelled, it leaves the rest to drain.
func (r *replica) begin(ctx context.Context) {
	for _, c := range r.pending {
		select {
		case <-c:
		case <-ctx.Done():
			go r.drain()
		}
	}
}

func (r *replica) drain() {
	for _, c := range r.pending {
		<-c
	}
}

func (r *replica) finish(ctx context.Context) {
	for _, c := range r.pending {
		select {
		case c <- true:
		case <-ctx.Done():
			return
		}
	}
}

func (r *replica) quiesce() {
	r.mu.Lock()
	defer r.mu.Unlock()
	close(r.quiescing)
}

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	r := &replica{
		quiescing: make(chan struct{}),
		pending:   []chan bool{make(chan bool), make(chan bool)},
	}
	go r.finish(ctx)
	go r.begin(ctx)
	go cancel()
	r.quiesce()
}
