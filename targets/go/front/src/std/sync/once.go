//go:build !go1.25

package sync

import (
	"internal/race"
	"sync/atomic"
	"unsafe"
)

type Once struct {
	done uint32
	m    Mutex
}

func (o *Once) Do(f func()) {
	if atomic.LoadUint32(&o.done) == 0 {
		o.doSlow(f)
		return
	}
	race.Acquire(unsafe.Pointer(&o.done))
}

func (o *Once) doSlow(f func()) {
	o.m.Lock()
	defer o.m.Unlock()
	if o.done == 0 {
		defer o.finish()
		f()
	}
}

func (o *Once) finish() {
	race.ReleaseMerge(unsafe.Pointer(&o.done))
	atomic.StoreUint32(&o.done, 1)
}
