// cockroach_24808: a second send into a full buffer before its consumer is started.
//
// Expected: HANG in every schedule. main is blocked on the second send, and there is nobody else.
package main

import "sync"

type compactor struct {
	ch chan struct{}
}

func (c *compactor) poke() {
	c.ch <- struct{}{}
}

func (c *compactor) start(stopper chan struct{}, wg *sync.WaitGroup) {
	c.poke()
	wg.Add(1)
	go func() {
		defer wg.Done()
		for {
			select {
			case <-stopper:
				return
			case <-c.ch:
			}
		}
	}()
}

func main() {
	var wg sync.WaitGroup
	stopper := make(chan struct{})
	c := &compactor{ch: make(chan struct{}, 1)}
	c.poke()
	c.start(stopper, &wg)
	close(stopper)
}
