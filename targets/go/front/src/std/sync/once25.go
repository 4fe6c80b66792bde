//go:build go1.25

package sync

import (
	"internal/race"
	"sync/atomic"
	"unsafe"
)

type Once struct {
	done atomic.Bool
	m    Mutex
}

func (o *Once) Do(f func()) {
	if !o.done.Load() {
		o.doSlow(f)
		return
	}
	race.Acquire(unsafe.Pointer(&o.done))
}

func (o *Once) doSlow(f func()) {
	o.m.Lock()
	defer o.m.Unlock()
	if !o.done.Load() {
		defer o.finish()
		f()
	}
}

func (o *Once) finish() {
	race.ReleaseMerge(unsafe.Pointer(&o.done))
	o.done.Store(true)
}
