// A finalizer runs once, after which the object can go.
package main

import (
	"runtime"
	"time"
)

type node struct {
	name string
	next *node
}

func make1() {
	n := &node{"head", &node{"tail", nil}}
	runtime.SetFinalizer(n, func(n *node) { println("finalized", n.name, n.next.name) })
}

func main() {
	make1()
	for i := 0; i < 5; i++ {
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
}
