// cockroach_584, mended: every way out of a step releases the lock.
package main

import "sync"

type gossip struct {
	mu     sync.Mutex
	closed bool
}

func (g *gossip) isClosed() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.closed
}

func (g *gossip) bootstrap() {
	for {
		if g.isClosed() {
			break
		}
	}
}

func (g *gossip) manage() {
	for {
		if g.isClosed() {
			break
		}
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
