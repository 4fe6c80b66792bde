package main

import (
	"runtime"
	"time"
)

func main() {
	println(runtime.NumGoroutine())
	done := make(chan bool)
	for i := 0; i < 3; i++ {
		go func() { <-done }()
	}
	time.AfterFunc(time.Hour, func() {})
	println(runtime.NumGoroutine())
	close(done)
	time.Sleep(20 * time.Millisecond)
	println(runtime.NumGoroutine())
}
