// A finalizer whose parameter is an interface.
package main

import (
	"runtime"
	"time"
)

type closer interface{ close() }

type file struct {
	fd   int
	rest [3]int
}

func (f *file) close() { println("close", f.fd) }

func make1() {
	runtime.SetFinalizer(&file{fd: 3}, func(c closer) { c.close() })
	runtime.SetFinalizer(&file{fd: 4}, func(x any) int {
		println("any", x.(*file).fd)
		return 1
	})
}

func main() {
	make1()
	for i := 0; i < 4; i++ {
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
}
