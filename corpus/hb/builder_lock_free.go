package main

import (
	"strings"
	"sync"
)

func main() {
	var mu sync.Mutex
	var b strings.Builder
	var wg sync.WaitGroup
	for i := 0; i < 3; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mu.Lock()
			b.WriteString("x")
			mu.Unlock()
		}()
	}
	wg.Wait()
	println(b.Len())
}
