package main

import (
	"sync"
	"time"
)

func main() {
	var o sync.Once
	go o.Do(func() { select {} })
	time.Sleep(20 * time.Millisecond)
	o.Do(func() {})
}
