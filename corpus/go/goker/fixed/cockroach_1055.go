// cockroach_1055, mended: a task is counted out when it is finished, and nobody waits with the lock held.
package main

import "sync"

type stopper struct {
	stopper  chan struct{}
	stop     sync.WaitGroup
	mu       sync.Mutex
	draining bool
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

func (s *stopper) startTask() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.draining {
		return false
	}
	s.drain.Add(1)
	return true
}

func (s *stopper) finishTask() {
	s.drain.Done()
}

func (s *stopper) setDraining(to bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.draining = to
}

// quiesce waits for the tasks that run; while it does, none starts.
func (s *stopper) quiesce() {
	s.setDraining(true)
	s.drain.Wait()
	s.setDraining(false)
}

func (s *stopper) stopAll() {
	s.setDraining(true)
	s.drain.Wait()
	close(s.stopper)
	s.stop.Wait()
}

func (s *stopper) work() {
	if s.startTask() {
		s.finishTask()
	}
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
