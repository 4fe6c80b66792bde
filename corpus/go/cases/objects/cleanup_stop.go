// A cleanup that is stopped does not run; another of the same object does.
package main

import (
	"runtime"
	"time"
)

type thing struct{ n [4]int }

func make1() {
	t := new(thing)
	c := runtime.AddCleanup(t, func(n int) { println("cleanup", n) }, 1)
	runtime.AddCleanup(t, func(n int) { println("cleanup", n) }, 2)
	c.Stop()
}

func main() {
	make1()
	for i := 0; i < 4; i++ {
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
}
