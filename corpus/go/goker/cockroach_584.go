// cockroach_584: a lock left held on an early exit, then taken again.
//
// Expected: LEAK in every schedule. (*gossip).run is blocked on Lock of a mutex that it holds itself.
package main

import "sync"

type gossip struct {
	mu     sync.Mutex
	closed bool
}

// bootstrap ends with the lock held once the gossip is closed.
func (g *gossip) bootstrap() {
	for {
		g.mu.Lock()
		if g.closed {
			break
		}
		g.mu.Unlock()
	}
}

func (g *gossip) manage() {
	for {
		g.mu.Lock()
		if g.closed {
			break
		}
		g.mu.Unlock()
	}
}

func (g *gossip) run() {
	g.bootstrap()
	g.manage()
}

func main() {
	g := &gossip{closed: true}
	go g.run()
}
