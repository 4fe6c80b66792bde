// istio_8967: a channel's field is set to nil while its reader reads it again.
//
// Expected: DATA RACE on the field in every schedule; where the reader comes after the write also LEAK: it is blocked
// on a receive from a nil channel.
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
	s.stop = nil
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
