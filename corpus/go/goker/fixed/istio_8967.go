// istio_8967, mended: the channel is closed and stays what it is.
package main

import (
	"sync"
	"time"
)

type source struct {
	stop chan struct{}
}

func (s *source) start() {
	go func() {
		for {
			select {
			case <-s.stop:
				return
			}
		}
	}()
}

func (s *source) close() {
	close(s.stop)
}

func main() {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		s := &source{stop: make(chan struct{})}
		s.start()
		s.close()
		time.Sleep(5 * time.Millisecond)
	}()
	wg.Wait()
}
