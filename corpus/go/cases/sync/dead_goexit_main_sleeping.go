package main

import (
	"runtime"
	"time"
)

func main() {
	go func() {
		time.Sleep(20 * time.Millisecond)
		println("worker done")
	}()
	runtime.Goexit()
}
