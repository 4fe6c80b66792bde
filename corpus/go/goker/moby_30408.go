// moby_30408: waiting on a condition that nobody signals.
//
// Expected: HANG in every schedule. The waiter is in Wait, main blocked on <-done.
package main

import "sync"

type plugin struct {
	mu       sync.Mutex
	cond     *sync.Cond
	manifest *string
}

func newPlugin() *plugin {
	p := &plugin{}
	p.cond = sync.NewCond(&p.mu)
	return p
}

func (p *plugin) waitActive() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for p.manifest == nil {
		p.cond.Wait()
	}
}

func main() {
	p := newPlugin()
	done := make(chan struct{})
	go func() {
		p.waitActive()
		close(done)
	}()
	<-done
}
