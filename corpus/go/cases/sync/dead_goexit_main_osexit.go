package main

import (
	"os"
	"runtime"
	"time"
)

func main() {
	go func() {
		time.Sleep(5 * time.Millisecond)
		println("leaving")
		os.Exit(0)
	}()
	runtime.Goexit()
}
