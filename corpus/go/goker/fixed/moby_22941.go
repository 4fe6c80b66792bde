//go:build go1.19

// moby_22941, mended: each goroutine gets its own pair.
package main

import (
	"sync"
	"time"
)

type testPair struct {
	want, got int
}

func main() {
	var mu sync.Mutex
	equal := 0
	for _, pair := range []testPair{{1, 1}, {2, 3}} {
		go func(pair testPair) {
			if pair.want == pair.got {
				mu.Lock()
				defer mu.Unlock()
				equal++
			}
		}(pair)
	}
	time.Sleep(10 * time.Millisecond)
}
