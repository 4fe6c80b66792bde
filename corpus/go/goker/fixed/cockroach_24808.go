// cockroach_24808, mended: the consumer is started before anything more is sent.
package main

import "sync"

type compactor struct {
	ch chan struct{}
}

func (c *compactor) poke() {
	c.ch <- struct{}{}
}

func (c *compactor) start(stopper chan struct{}, wg *sync.WaitGroup) {
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
	c.poke()
}

func main() {
	var wg sync.WaitGroup
	stopper := make(chan struct{})
	c := &compactor{ch: make(chan struct{}, 1)}
	c.poke()
	c.start(stopper, &wg)
	close(stopper)
}
