// A finalizer that is taken away does not run.
package main

import (
	"runtime"
	"time"
)

type thing struct{ n [4]int }

func make1() {
	t := new(thing)
	runtime.SetFinalizer(t, func(*thing) { println("never") })
	runtime.SetFinalizer(t, nil)
}

func main() {
	make1()
	for i := 0; i < 4; i++ {
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
	println("done")
}
