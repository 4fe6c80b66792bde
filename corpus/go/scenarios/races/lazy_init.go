// A lazily made map: two goroutines may both find it nil, and one of them loses what it stored.
package main

import (
	"runtime"
	"sync/atomic"
)

var registry map[string]int
var done int32

func register(name string, n int) {
	if registry == nil {
		registry = make(map[string]int)
	}
	registry[name] = n
	atomic.AddInt32(&done, 1)
}

func main() {
	go register("a", 1)
	go register("b", 2)
	for atomic.LoadInt32(&done) < 2 {
		runtime.Gosched()
	}
	if len(registry) != 2 {
		panic("a registration is lost")
	}
	println("registered", len(registry))
}
