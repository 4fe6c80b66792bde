package main

import (
	"bytes"
	"runtime"
	"runtime/pprof"
)

// A sender that has been woken has not leaked, although it has not run yet.
func main() {
	for i := 0; i < 20; i++ {
		ch := make(chan int)
		go func() { ch <- 1 }()
		runtime.Gosched()
		<-ch
		var out bytes.Buffer
		pprof.Lookup("goroutineleak").WriteTo(&out, 2)
		if bytes.Contains(out.Bytes(), []byte("(leaked)")) {
			panic("leaked")
		}
	}
	println("none")
}
