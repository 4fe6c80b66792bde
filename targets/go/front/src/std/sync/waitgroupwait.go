//go:build !go1.24

package sync

import (
	"internal/race"
	"sync/atomic"
	"unsafe"
)

func (wg *WaitGroup) Wait() {
	for {
		state := atomic.LoadUint64(&wg.state)
		if int32(state>>32) == 0 {
			break
		}
		if !atomic.CompareAndSwapUint64(&wg.state, state, state+1) {
			continue
		}
		runtime_Semacquire(&wg.sema)
		if atomic.LoadUint64(&wg.state) != 0 {
			panic("sync: WaitGroup is reused before previous Wait has returned")
		}
		break
	}
	race.Acquire(unsafe.Pointer(wg))
}
