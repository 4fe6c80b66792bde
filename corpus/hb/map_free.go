// sync.Map: Store before the Load that sees it.
package main

import (
	"runtime"
	"sync"
)

var x int

func main() {
	var m sync.Map
	go func() {
		x = 1
		m.Store("ready", true)
	}()
	for {
		if _, ok := m.Load("ready"); ok {
			break
		}
		runtime.Gosched()
	}
	println(x)
}
