package main

import (
	"sync"
	"time"
)

func main() {
	var rw sync.RWMutex
	c := sync.NewCond(rw.RLocker())
	done := make(chan bool)
	for i := 0; i < 2; i++ {
		go func() {
			c.L.Lock()
			c.Wait()
			c.L.Unlock()
			done <- true
		}()
	}
	time.Sleep(20 * time.Millisecond)
	rw.Lock()
	c.Broadcast()
	rw.Unlock()
	<-done
	<-done
	println("both")
}
