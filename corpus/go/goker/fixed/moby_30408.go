// moby_30408, mended: whoever gives the plugin its manifest says so.
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

func (p *plugin) activate(manifest string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.manifest = &manifest
	p.cond.Broadcast()
}

func main() {
	p := newPlugin()
	done := make(chan struct{})
	go func() {
		p.waitActive()
		close(done)
	}()
	p.activate("v2")
	<-done
}
