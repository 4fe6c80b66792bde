// cockroach_2448, mended: whoever has an event to tell takes callbacks meanwhile, and both loops are told to stop.
package main

import (
	"sync"
	"time"
)

type event struct {
	group int
}

type multiRaft struct {
	events    chan event
	callbacks chan func()
	stopper   chan struct{}
}

// start runs callbacks and tells events, whichever can go on.
func (m *multiRaft) start() {
	for {
		select {
		case <-m.stopper:
			return
		case f := <-m.callbacks:
			f()
		case m.events <- event{group: 1}:
		}
	}
}

type storage struct {
	raft *multiRaft
}

// start answers every event with a callback.
func (s *storage) start() {
	for {
		select {
		case <-s.raft.events:
			select {
			case s.raft.callbacks <- func() { time.Sleep(time.Nanosecond) }:
			case <-s.raft.stopper:
				return
			}
		case <-s.raft.stopper:
			return
		}
	}
}

func main() {
	m := &multiRaft{
		events:    make(chan event),
		callbacks: make(chan func()),
		stopper:   make(chan struct{}),
	}
	s := &storage{raft: m}
	var wg sync.WaitGroup
	wg.Add(2)
	go func() {
		defer wg.Done()
		s.start()
	}()
	go func() {
		defer wg.Done()
		m.start()
	}()
	close(m.stopper)
	wg.Wait()
}
