//go:build go1.25

package sync

import (
	"internal/race"
	"internal/synctest"
	"sync/atomic"
	"unsafe"
)

func runtime_SemacquireWaitGroup(addr *uint32, synctestDurable bool)

// The high half of state is the counter; of the low half, the first bit says that it belongs to a bubble, the others how many wait.
type WaitGroup struct {
	noCopy noCopy
	state  atomic.Uint64
	sema   uint32
}

const waitGroupBubbleFlag = 0x8000_0000

func (wg *WaitGroup) Add(delta int) {
	if delta < 0 {
		race.ReleaseMerge(unsafe.Pointer(wg))
	}
	bubbled := wg.enter()
	state := wg.state.Add(uint64(delta) << 32)
	if state&waitGroupBubbleFlag != 0 && !bubbled {
		fatal("sync: WaitGroup.Add called from inside and outside synctest bubble")
	}
	counter, waiters := int32(state>>32), uint32(state&^waitGroupBubbleFlag)
	if counter < 0 {
		panic("sync: negative WaitGroup counter")
	}
	if waiters != 0 && delta > 0 && counter == int32(delta) {
		panic("sync: WaitGroup misuse: Add called concurrently with Wait")
	}
	if counter > 0 || waiters == 0 {
		return
	}
	if wg.state.Load() != state {
		panic("sync: WaitGroup misuse: Add called concurrently with Wait")
	}
	wg.state.Store(0)
	if bubbled {
		synctest.Disassociate(wg)
	}
	for ; waiters != 0; waiters-- {
		runtime_Semrelease(&wg.sema, false)
	}
}

// enter makes wg the bubble's, if the caller is in one. All calls of Add must come from the same.
func (wg *WaitGroup) enter() bool {
	if !synctest.IsInBubble() {
		return false
	}
	switch synctest.Associate(wg) {
	case synctest.OtherBubble:
		fatal("sync: WaitGroup.Add called from multiple synctest bubbles")
	case synctest.CurrentBubble:
		state := wg.state.Or(waitGroupBubbleFlag)
		if state != 0 && state&waitGroupBubbleFlag == 0 {
			fatal("sync: WaitGroup.Add called from inside and outside synctest bubble")
		}
		return true
	}
	return false
}

func (wg *WaitGroup) Done() {
	wg.Add(-1)
}

func (wg *WaitGroup) Wait() {
	for {
		state := wg.state.Load()
		if int32(state>>32) == 0 {
			race.Acquire(unsafe.Pointer(wg))
			flag := uint32(state) == waitGroupBubbleFlag
			if flag && synctest.IsAssociated(wg) && wg.state.CompareAndSwap(state, 0) {
				synctest.Disassociate(wg)
			}
			return
		}
		if !wg.state.CompareAndSwap(state, state+1) {
			continue
		}
		durable := state&waitGroupBubbleFlag != 0 && synctest.IsInBubble() && synctest.IsAssociated(wg)
		runtime_SemacquireWaitGroup(&wg.sema, durable)
		again := wg.state.Load() != 0
		race.Acquire(unsafe.Pointer(wg))
		if again {
			panic("sync: WaitGroup is reused before previous Wait has returned")
		}
		return
	}
}
