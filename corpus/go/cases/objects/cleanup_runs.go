// Cleanups run when the object is gone.
package main

import (
	"runtime"
	"time"
)

type thing struct{ n [4]int }

func make1() {
	t := new(thing)
	runtime.AddCleanup(t, func(n int) { println("cleanup", n) }, 42)
}

func main() {
	make1()
	for i := 0; i < 4; i++ {
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
}
