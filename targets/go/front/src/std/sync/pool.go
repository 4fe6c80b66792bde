package sync

import (
	"internal/race"
	"unsafe"
)

// A pool is one stack of values, not one for each P. What another P would hide, or a collection would drop, is a choice:
// Get may find nothing, or take the oldest.
type Pool struct {
	noCopy     noCopy
	local      unsafe.Pointer
	localSize  uintptr
	victim     unsafe.Pointer
	victimSize uintptr
	New        func() any
}

type poolLocal struct {
	values []any
}

func (p *Pool) Put(x any) {
	if x == nil {
		return
	}
	race.ReleaseMerge(poolRaceAddr(x))
	local := (*poolLocal)(p.local)
	if local == nil {
		local = new(poolLocal)
		p.local, p.localSize = unsafe.Pointer(local), 1
	}
	local.values = append(local.values, x)
}

func (p *Pool) Get() any {
	if x := p.take(); x != nil {
		race.Acquire(poolRaceAddr(x))
		return x
	}
	if p.New != nil {
		return p.New()
	}
	return nil
}

func (p *Pool) take() any {
	local := (*poolLocal)(p.local)
	if local == nil || len(local.values) == 0 {
		return nil
	}
	last := len(local.values) - 1
	at := last
	switch runtime_randn(8) {
	case 0:
		return nil
	case 1:
		at = 0
	}
	x := local.values[at]
	copy(local.values[at:], local.values[at+1:])
	local.values[last] = nil
	local.values = local.values[:last]
	return x
}

var poolRaceHash [128]uint64

func poolRaceAddr(x any) unsafe.Pointer {
	data := uintptr((*[2]unsafe.Pointer)(unsafe.Pointer(&x))[1])
	return unsafe.Pointer(&poolRaceHash[(data>>3)%uintptr(len(poolRaceHash))])
}
