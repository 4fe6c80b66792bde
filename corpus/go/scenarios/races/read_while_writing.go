// A cache read by one goroutine while another fills it and grows it.
package main

import (
	"runtime"
	"sync/atomic"
)

type cache struct {
	byName map[string]int
}

func (c *cache) get(name string) int { return c.byName[name] }

var done atomic.Bool

func main() {
	c := &cache{byName: map[string]int{"a": 1}}
	go func() {
		names := [...]string{"b", "c", "d", "e", "f", "g", "h", "i", "j", "k"}
		for i, name := range names {
			c.byName[name] = i
		}
		done.Store(true)
	}()
	sum := 0
	for !done.Load() {
		sum += c.get("a")
		runtime.Gosched()
	}
	println(sum > 0 || len(c.byName) == 11)
}
