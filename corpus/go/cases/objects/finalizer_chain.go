// An object with a finalizer keeps what it points to: finalizers run from the outside in.
package main

import (
	"runtime"
	"time"
)

type node struct {
	name string
	next *node
}

func done(n *node) { println(n.name) }

func make1() {
	c := &node{"c", nil}
	b := &node{"b", c}
	a := &node{"a", b}
	runtime.SetFinalizer(a, done)
	runtime.SetFinalizer(b, done)
	runtime.SetFinalizer(c, done)
}

func main() {
	make1()
	for i := 0; i < 6; i++ {
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
}
