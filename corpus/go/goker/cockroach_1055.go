// cockroach_1055: waiting for tasks that were started and never finished.
//
// Expected: HANG. The goroutine that stops everything is blocked on a WaitGroup and holds that stopper's lock, main on
// <-done; every worker whose stopper is still open is blocked on its receive, or, when it came late, on Lock. Only if
// every worker comes while its stopper is draining does nothing hang.
package main

import (
	"sync"
	"sync/atomic"
)

type stopper struct {
	stopper  chan struct{}
	stop     sync.WaitGroup
	mu       sync.Mutex
	draining int32
	drain    sync.WaitGroup
}

func newStopper() *stopper {
	return &stopper{stopper: make(chan struct{})}
}

func (s *stopper) addWorker() {
	s.stop.Add(1)
}

func (s *stopper) setStopped() {
	s.stop.Done()
}

// startTask counts a task; nothing ever counts it out.
func (s *stopper) startTask() bool {
	if atomic.LoadInt32(&s.draining) == 0 {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.drain.Add(1)
		return true
	}
	return false
}

func (s *stopper) quiesce() {
	s.mu.Lock()
	defer s.mu.Unlock()
	atomic.StoreInt32(&s.draining, 1)
	s.drain.Wait()
	atomic.StoreInt32(&s.draining, 0)
}

func (s *stopper) stopAll() {
	s.mu.Lock()
	defer s.mu.Unlock()
	atomic.StoreInt32(&s.draining, 1)
	s.drain.Wait()
	close(s.stopper)
	s.stop.Wait()
}

func (s *stopper) work() {
	s.startTask()
	<-s.stopper
	s.setStopped()
}

func main() {
	var stoppers []*stopper
	for i := 0; i < 3; i++ {
		s := newStopper()
		stoppers = append(stoppers, s)
		s.addWorker()
		go s.work()
	}
	done := make(chan struct{})
	go func() {
		for _, s := range stoppers {
			s.quiesce()
		}
		for _, s := range stoppers {
			s.stopAll()
		}
		close(done)
	}()
	<-done
}
