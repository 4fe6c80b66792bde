// cockroach_2448: two loops blocked on sending to each other.
//
// Expected: LEAK, in the end in every schedule. (*storage).start is blocked in the select that sends a callback, and
// (*multiRaft).start in the select that sends an event.
package main

import "time"

type event struct {
	group int
}

type multiRaft struct {
	events    chan event
	callbacks chan func()
	stopper   chan struct{}
}

func (m *multiRaft) send(e event) {
	select {
	case m.events <- e:
	case <-m.stopper:
	}
}

// start runs callbacks, and has an event to tell whenever there is none.
func (m *multiRaft) start() {
	for {
		select {
		case <-m.stopper:
			return
		case f := <-m.callbacks:
			f()
		default:
			m.send(event{group: 1})
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
	go s.start()
	go m.start()
}
