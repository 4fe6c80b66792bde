package main

import (
	"runtime"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		defer println("deferred")
		runtime.Goexit()
	}()
	wg.Wait()
	println("on")
}
