// A weak pointer is nil before the finalizer runs, even if that makes the object reachable again.
package main

import (
	"runtime"
	"time"
	"weak"
)

type thing struct{ n [4]int }

var (
	kept *thing
	w    weak.Pointer[thing]
)

func make1() {
	t := new(thing)
	w = weak.Make(t)
	runtime.SetFinalizer(t, func(t *thing) {
		println("finalizer", w.Value() == nil)
		kept = t
	})
}

func main() {
	make1()
	for i := 0; i < 4; i++ {
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
	println(kept != nil, w.Value() == nil, weak.Make(kept) == w)
}
