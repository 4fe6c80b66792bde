package main

import (
	"flag"
	"sync"
	"time"
)

// Packages that others of the program's imports import too: each is there once.
func main() {
	var mu sync.Mutex
	mu.Lock()
	d := flag.Duration("d", time.Second, "how long")
	flag.Parse()
	println(*d == time.Second)
}
