// kubernetes_80284: two goroutines write the same field.
//
// Expected: DATA RACE, write against write, in every schedule.
package main

import "sync"

type config struct {
	dial func() int
}

type authenticator struct {
	id int
}

func (a *authenticator) update(c *config) {
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
