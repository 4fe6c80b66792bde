package sync

import (
	"internal/race"
	"sync/atomic"
	"unsafe"
)

// A writer that waits makes readerCount negative, and readers that come later wait for it.
type RWMutex struct {
	w           Mutex
	writerSem   uint32
	readerSem   uint32
	readerCount int32
	readerWait  int32
}

const rwmutexMaxReaders = 1 << 30

func (rw *RWMutex) RLock() {
	if atomic.AddInt32(&rw.readerCount, 1) < 0 {
		runtime_SemacquireRWMutexR(&rw.readerSem)
	}
	race.Acquire(unsafe.Pointer(&rw.readerSem))
}

func (rw *RWMutex) TryRLock() bool {
	for {
		count := atomic.LoadInt32(&rw.readerCount)
		if count < 0 {
			return false
		}
		if atomic.CompareAndSwapInt32(&rw.readerCount, count, count+1) {
			race.Acquire(unsafe.Pointer(&rw.readerSem))
			return true
		}
	}
}

func (rw *RWMutex) RUnlock() {
	race.ReleaseMerge(unsafe.Pointer(&rw.writerSem))
	if count := atomic.AddInt32(&rw.readerCount, -1); count < 0 {
		rw.rUnlockSlow(count)
	}
}

func (rw *RWMutex) rUnlockSlow(count int32) {
	if count+1 == 0 || count+1 == -rwmutexMaxReaders {
		fatal("sync: RUnlock of unlocked RWMutex")
	}
	if atomic.AddInt32(&rw.readerWait, -1) == 0 {
		runtime_Semrelease(&rw.writerSem, false)
	}
}

func (rw *RWMutex) Lock() {
	rw.w.Lock()
	readers := atomic.AddInt32(&rw.readerCount, -rwmutexMaxReaders) + rwmutexMaxReaders
	if readers != 0 && atomic.AddInt32(&rw.readerWait, readers) != 0 {
		runtime_SemacquireRWMutex(&rw.writerSem)
	}
	race.Acquire(unsafe.Pointer(&rw.readerSem))
	race.Acquire(unsafe.Pointer(&rw.writerSem))
}

func (rw *RWMutex) TryLock() bool {
	if !rw.w.TryLock() {
		return false
	}
	if !atomic.CompareAndSwapInt32(&rw.readerCount, 0, -rwmutexMaxReaders) {
		rw.w.Unlock()
		return false
	}
	race.Acquire(unsafe.Pointer(&rw.readerSem))
	race.Acquire(unsafe.Pointer(&rw.writerSem))
	return true
}

func (rw *RWMutex) Unlock() {
	race.Release(unsafe.Pointer(&rw.readerSem))
	readers := atomic.AddInt32(&rw.readerCount, rwmutexMaxReaders)
	if readers >= rwmutexMaxReaders {
		fatal("sync: Unlock of unlocked RWMutex")
	}
	for ; readers > 0; readers-- {
		runtime_Semrelease(&rw.readerSem, false)
	}
	rw.w.Unlock()
}

func (rw *RWMutex) RLocker() Locker {
	return (*rlocker)(rw)
}

type rlocker RWMutex

func (r *rlocker) Lock()   { (*RWMutex)(r).RLock() }
func (r *rlocker) Unlock() { (*RWMutex)(r).RUnlock() }
