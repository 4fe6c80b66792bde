// Objects in a ring with a finalizer are never finalized.
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
	a := &node{name: "a"}
	a.next = &node{"b", a}
	runtime.SetFinalizer(a, func(n *node) { println(n.name) })
}

func main() {
	make1()
	for i := 0; i < 4; i++ {
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
	println("done")
}
