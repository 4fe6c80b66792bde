// kubernetes_11298: a wake-up is signalled before the waiter waits.
//
// Expected: HANG. The goroutine of notify is blocked on <-w, its helper in Wait, main on <-nd: service chose fin and
// signalled before the helper had begun to wait. The timer has to fire while two goroutines spin.
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
	mu   sync.Mutex
	cond *sync.Cond
	done chan struct{}
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

// service waits for signals until fin. The waiting is done by a helper, under the lock taken here.
func (n *notifier) service(fin <-chan struct{}) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for {
		select {
		case <-fin:
			return
		default:
			w := start(n.cond.Wait)
			select {
			case <-fin:
				n.cond.Signal()
				<-w
				return
			case <-w:
			}
		}
	}
}

func (n *notifier) notify() {
	fin := start(func() { until(n.signalLoop, n.done) })
	until(func() { n.service(fin) }, n.done)
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
