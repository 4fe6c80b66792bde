// A cleanup waits until the finalizer has run and the object is gone.
package main

import (
	"runtime"
	"time"
)

type thing struct{ n [4]int }

func make1() {
	t := new(thing)
	runtime.AddCleanup(t, func(n int) { println("cleanup", n) }, 1)
	runtime.SetFinalizer(t, func(*thing) { println("finalizer") })
}

func main() {
	make1()
	for i := 0; i < 6; i++ {
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
}
