// A finalizer that makes its object reachable again, and sets another.
package main

import (
	"runtime"
	"time"
)

type thing struct{ n [4]int }

var kept *thing

func make1() {
	t := new(thing)
	runtime.SetFinalizer(t, func(t *thing) {
		println("first")
		kept = t
		runtime.SetFinalizer(t, func(*thing) { println("second") })
	})
}

func settle() {
	for i := 0; i < 4; i++ {
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
}

func main() {
	make1()
	settle()
	println(kept != nil)
	kept = nil
	settle()
}
