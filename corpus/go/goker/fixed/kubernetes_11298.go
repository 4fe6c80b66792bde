// kubernetes_11298, mended: the end is a condition that the waiter tests under the lock, and its setter signals.
package main

import (
	"sync"
	"time"
)

// start runs f in a goroutine; the channel is closed after it.
func start(f func()) <-chan struct{} {
	done := make(chan struct{})
	go func() {
		f()
		close(done)
	}()
	return done
}

// until calls f again and again until stop is closed.
func until(f func(), stop <-chan struct{}) {
	for {
		select {
		case <-stop:
			return
		default:
		}
		f()
		select {
		case <-stop:
		case <-time.After(0):
		}
	}
}

type notifier struct {
	mu       sync.Mutex
	cond     *sync.Cond
	finished bool
	done     chan struct{}
}

func (n *notifier) signalLoop() {
	for {
		select {
		case <-n.done:
			return
		default:
			n.mu.Lock()
			n.cond.Signal()
			n.mu.Unlock()
		}
	}
}

func (n *notifier) finish() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.finished = true
	n.cond.Broadcast()
}

// service waits for signals until the end.
func (n *notifier) service() {
	n.mu.Lock()
	defer n.mu.Unlock()
	for !n.finished {
		n.cond.Wait()
	}
}

func (n *notifier) notify() {
	fin := start(func() {
		until(n.signalLoop, n.done)
		n.finish()
	})
	until(n.service, n.done)
	<-fin
}

func main() {
	n := &notifier{done: make(chan struct{})}
	n.cond = sync.NewCond(&n.mu)
	nd := start(n.notify)
	go func() {
		time.Sleep(300 * time.Nanosecond)
		close(n.done)
	}()
	<-nd
}
