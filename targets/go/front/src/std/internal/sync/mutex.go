//go:build go1.24

package sync

import (
	"internal/race"
	"sync/atomic"
	"unsafe"
)

// Provided by the runtime.
func fatal(text string)
func throw(text string)
func runtime_Semrelease(addr *uint32, handoff bool)
func runtime_SemacquireMutex(addr *uint32, lifo bool)
func runtime_nanotime() int64

// Whether who has waited for a mutex since then has waited too long: by the clock, or by choice.
func runtime_starves(since int64) bool

// The words are Go's own. Nobody spins: runtime_canSpin is always false here.
type Mutex struct {
	state int32
	sema  uint32
}

const (
	mutexLocked = 1 << iota
	mutexWoken
	mutexStarving
	mutexWaiterShift = iota
)

func (m *Mutex) Lock() {
	if atomic.CompareAndSwapInt32(&m.state, 0, mutexLocked) {
		race.Acquire(unsafe.Pointer(m))
		return
	}
	m.lockSlow()
}

func (m *Mutex) TryLock() bool {
	old := m.state
	free := old&(mutexLocked|mutexStarving) == 0
	if !free || !atomic.CompareAndSwapInt32(&m.state, old, old|mutexLocked) {
		return false
	}
	race.Acquire(unsafe.Pointer(m))
	return true
}

func (m *Mutex) lockSlow() {
	var since int64
	starving, awoke := false, false
	for {
		old := m.state
		held := old&(mutexLocked|mutexStarving) != 0
		new := old
		if old&mutexStarving == 0 {
			new |= mutexLocked
		}
		if held {
			new += 1 << mutexWaiterShift
		}
		if starving && old&mutexLocked != 0 {
			new |= mutexStarving
		}
		if awoke {
			if new&mutexWoken == 0 {
				throw("sync: inconsistent mutex state")
			}
			new &^= mutexWoken
		}
		if !atomic.CompareAndSwapInt32(&m.state, old, new) {
			continue
		}
		if !held {
			break
		}
		again := since != 0
		if !again {
			since = runtime_nanotime()
		}
		runtime_SemacquireMutex(&m.sema, again)
		starving = starving || runtime_starves(since)
		old = m.state
		if old&mutexStarving != 0 {
			// The lock was handed over, and the state does not say so yet.
			if old&(mutexLocked|mutexWoken) != 0 || old>>mutexWaiterShift == 0 {
				throw("sync: inconsistent mutex state")
			}
			delta := int32(mutexLocked - 1<<mutexWaiterShift)
			if !starving || old>>mutexWaiterShift == 1 {
				delta -= mutexStarving
			}
			atomic.AddInt32(&m.state, delta)
			break
		}
		awoke = true
	}
	race.Acquire(unsafe.Pointer(m))
}

func (m *Mutex) Unlock() {
	race.Release(unsafe.Pointer(m))
	if new := atomic.AddInt32(&m.state, -mutexLocked); new != 0 {
		m.unlockSlow(new)
	}
}

func (m *Mutex) unlockSlow(new int32) {
	if (new+mutexLocked)&mutexLocked == 0 {
		fatal("sync: unlock of unlocked mutex")
	}
	if new&mutexStarving != 0 {
		runtime_Semrelease(&m.sema, true)
		return
	}
	for old := new; old>>mutexWaiterShift != 0 && old&(mutexLocked|mutexWoken|mutexStarving) == 0; old = m.state {
		if atomic.CompareAndSwapInt32(&m.state, old, (old-1<<mutexWaiterShift)|mutexWoken) {
			runtime_Semrelease(&m.sema, false)
			return
		}
	}
}
