// sync.Map: what follows the Store is not ordered by it.
package main

import (
	"runtime"
	"sync"
)

var x int

func main() {
	var m sync.Map
	go func() {
		m.Store("ready", true)
		x = 1
	}()
	for {
		if _, ok := m.Load("ready"); ok {
			break
		}
		runtime.Gosched()
	}
	println(x)
}
