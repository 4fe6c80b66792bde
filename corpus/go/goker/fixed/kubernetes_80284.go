// kubernetes_80284, mended: a lock guards the field.
package main

import "sync"

type config struct {
	mu   sync.Mutex
	dial func() int
}

type authenticator struct {
	id int
}

func (a *authenticator) update(c *config) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.dial = func() int { return a.id }
}

func main() {
	a := &authenticator{id: 1}
	c := &config{}
	var wg sync.WaitGroup
	wg.Add(2)
	for i := 0; i < 2; i++ {
		go func() {
			defer wg.Done()
			a.update(c)
		}()
	}
	wg.Wait()
}
