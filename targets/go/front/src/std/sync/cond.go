package sync

import (
	"internal/race"
	"sync/atomic"
	"unsafe"
)

func runtime_notifyListAdd(l *notifyList) uint32
func runtime_notifyListWait(l *notifyList, t uint32)
func runtime_notifyListNotifyAll(l *notifyList)
func runtime_notifyListNotifyOne(l *notifyList)

// The runtime's own words.
type notifyList struct {
	wait   uint32
	notify uint32
	lock   uintptr
	head   unsafe.Pointer
	tail   unsafe.Pointer
}

type Cond struct {
	noCopy  noCopy
	L       Locker
	notify  notifyList
	checker copyChecker
}

func NewCond(l Locker) *Cond {
	return &Cond{L: l}
}

func (c *Cond) Wait() {
	c.checker.check()
	ticket := runtime_notifyListAdd(&c.notify)
	c.L.Unlock()
	runtime_notifyListWait(&c.notify, ticket)
	race.Acquire(unsafe.Pointer(&c.notify))
	c.L.Lock()
}

// The memory model has the edge to Wait's return; Go's own detector does not.
func (c *Cond) Signal() {
	c.checker.check()
	race.ReleaseMerge(unsafe.Pointer(&c.notify))
	runtime_notifyListNotifyOne(&c.notify)
}

func (c *Cond) Broadcast() {
	c.checker.check()
	race.ReleaseMerge(unsafe.Pointer(&c.notify))
	runtime_notifyListNotifyAll(&c.notify)
}

type copyChecker uintptr

func (c *copyChecker) check() {
	here := uintptr(unsafe.Pointer(c))
	if uintptr(*c) != here && !atomic.CompareAndSwapUintptr((*uintptr)(c), 0, here) && uintptr(*c) != here {
		panic("sync.Cond is copied")
	}
}
