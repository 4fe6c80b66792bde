// A panic in a finalizer ends the program.
package main

import (
	"runtime"
	"time"
)

type thing struct{ n [4]int }

func make1() { runtime.SetFinalizer(new(thing), func(*thing) { panic("torn") }) }

func main() {
	make1()
	for i := 0; i < 10; i++ {
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
}
