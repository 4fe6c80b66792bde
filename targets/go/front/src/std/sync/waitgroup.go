//go:build !go1.25

package sync

import (
	"internal/race"
	"sync/atomic"
	"unsafe"
)

// The high half of state is the counter, the low half how many wait.
type WaitGroup struct {
	noCopy noCopy
	state  uint64
	sema   uint32
}

func (wg *WaitGroup) Add(delta int) {
	if delta < 0 {
		race.ReleaseMerge(unsafe.Pointer(wg))
	}
	state := atomic.AddUint64(&wg.state, uint64(delta)<<32)
	counter, waiters := int32(state>>32), uint32(state)
	if counter < 0 {
		panic("sync: negative WaitGroup counter")
	}
	if waiters != 0 && delta > 0 && counter == int32(delta) {
		panic("sync: WaitGroup misuse: Add called concurrently with Wait")
	}
	if counter > 0 || waiters == 0 {
		return
	}
	if atomic.LoadUint64(&wg.state) != state {
		panic("sync: WaitGroup misuse: Add called concurrently with Wait")
	}
	atomic.StoreUint64(&wg.state, 0)
	for ; waiters != 0; waiters-- {
		runtime_Semrelease(&wg.sema, false)
	}
}

func (wg *WaitGroup) Done() {
	wg.Add(-1)
}
