// etcd_6873: stop holds the lock that its consumer needs while it waits for the consumer.
//
// Expected: LEAK. (*broadcasts).stop is blocked on <-donec and holds the lock; the consumer is blocked on Lock.
package main

import "sync"

type broadcast struct {
	id int
}

type broadcasts struct {
	mu      sync.Mutex
	merged  int
	updatec chan *broadcast
	donec   chan struct{}
}

func (b *broadcasts) run() {
	defer close(b.donec)
	for w := range b.updatec {
		b.coalesce(w)
	}
}

func (b *broadcasts) coalesce(w *broadcast) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.merged += w.id
}

func (b *broadcasts) update(w *broadcast) {
	select {
	case b.updatec <- w:
	default:
	}
}

func (b *broadcasts) stop() {
	b.mu.Lock()
	defer b.mu.Unlock()
	close(b.updatec)
	<-b.donec
}

func main() {
	b := &broadcasts{updatec: make(chan *broadcast, 1), donec: make(chan struct{})}
	go b.run()
	b.update(&broadcast{id: 1})
	go b.stop()
}
