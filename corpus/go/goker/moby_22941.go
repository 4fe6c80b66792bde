//go:build go1.19

// moby_22941: goroutines capture a loop's variable, which all iterations share before Go 1.22.
//
// Expected: DATA RACE on pair in every schedule. (The build line above keeps the older language in any toolchain.)
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
		go func() {
			if pair.want == pair.got {
				mu.Lock()
				defer mu.Unlock()
				equal++
			}
		}()
	}
	time.Sleep(10 * time.Millisecond)
}
