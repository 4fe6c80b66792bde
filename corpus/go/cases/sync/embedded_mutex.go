package main

import "sync"

type counter struct {
	sync.Mutex
	n map[string]int
}

func (c *counter) add(k string) {
	c.Lock()
	defer c.Unlock()
	c.n[k]++
}

func main() {
	c := &counter{n: map[string]int{}}
	var wg sync.WaitGroup
	for i := 0; i < 3; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			c.add("k")
		}()
	}
	wg.Wait()
	unlock := c.Unlock
	c.Lock()
	unlock()
	var l sync.Locker = c
	l.Lock()
	l.Unlock()
	println(c.n["k"])
	c.Unlock()
}
