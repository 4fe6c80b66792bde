// kubernetes_26980: a consumer keeps the lock while it waits on a channel.
//
// Expected: HANG. (*listener).pop is blocked on <-stop and holds the lock; the runner is blocked on Lock; main waits
// for the result.
package main

import "sync"

type listener struct {
	lock  sync.RWMutex
	cond  sync.Cond
	queue []int
}

func (l *listener) add(item int) {
	l.lock.Lock()
	defer l.lock.Unlock()
	l.queue = append(l.queue, item)
	l.cond.Broadcast()
}

// pop hands one item on, until stop.
func (l *listener) pop(stop <-chan struct{}) {
	l.lock.Lock()
	defer l.lock.Unlock()
	for len(l.queue) == 0 {
		l.cond.Wait()
	}
	l.queue = l.queue[1:]
	<-stop
}

func main() {
	l := &listener{}
	l.cond.L = &l.lock
	l.add(1)

	stop := make(chan struct{})
	result := make(chan struct{})
	go l.pop(stop)
	go func() {
		l.lock.Lock()
		close(result)
	}()
	<-result
	l.lock.Unlock()
	close(stop)
}
