// kubernetes_26980, mended: the lock is released before the channel is waited on.
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
	for len(l.queue) == 0 {
		l.cond.Wait()
	}
	l.queue = l.queue[1:]
	l.lock.Unlock()
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
