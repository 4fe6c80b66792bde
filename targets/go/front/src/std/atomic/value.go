package atomic

import "unsafe"

// The words of an interface. Its type word is set last: who sees it sees the data.
type Value struct {
	v any
}

type efaceWords struct {
	typ  unsafe.Pointer
	data unsafe.Pointer
}

// The type word while the first value is being stored.
var firstStoreInProgress byte

func words(v *any) *efaceWords {
	return (*efaceWords)(unsafe.Pointer(v))
}

func (v *Value) Load() (val any) {
	own := words(&v.v)
	typ := LoadPointer(&own.typ)
	if typ == nil || typ == unsafe.Pointer(&firstStoreInProgress) {
		return nil
	}
	data := LoadPointer(&own.data)
	into := words(&val)
	into.typ, into.data = typ, data
	return val
}

// The type word, once nobody is storing a first value; stores new as the first if there is none and may.
func (own *efaceWords) settle(new *efaceWords, store bool) unsafe.Pointer {
	for {
		typ := LoadPointer(&own.typ)
		switch typ {
		case unsafe.Pointer(&firstStoreInProgress):
			continue
		case nil:
			if !store {
				return nil
			}
			if !CompareAndSwapPointer(&own.typ, nil, unsafe.Pointer(&firstStoreInProgress)) {
				continue
			}
			StorePointer(&own.data, new.data)
			StorePointer(&own.typ, new.typ)
			return nil
		}
		return typ
	}
}

func (v *Value) Store(val any) {
	if val == nil {
		panic("sync/atomic: store of nil value into Value")
	}
	own, new := words(&v.v), words(&val)
	switch own.settle(new, true) {
	case nil:
		return
	case new.typ:
		StorePointer(&own.data, new.data)
		return
	}
	panic("sync/atomic: store of inconsistently typed value into Value")
}

func (v *Value) Swap(new any) (old any) {
	if new == nil {
		panic("sync/atomic: swap of nil value into Value")
	}
	own, to := words(&v.v), words(&new)
	switch own.settle(to, true) {
	case nil:
		return nil
	case to.typ:
		into := words(&old)
		into.typ, into.data = to.typ, SwapPointer(&own.data, to.data)
		return old
	}
	panic("sync/atomic: swap of inconsistently typed value into Value")
}

func (v *Value) CompareAndSwap(old, new any) (swapped bool) {
	if new == nil {
		panic("sync/atomic: compare and swap of nil value into Value")
	}
	own, to, from := words(&v.v), words(&new), words(&old)
	if from.typ != nil && from.typ != to.typ {
		panic("sync/atomic: compare and swap of inconsistently typed values")
	}
	for {
		typ := LoadPointer(&own.typ)
		switch typ {
		case unsafe.Pointer(&firstStoreInProgress):
			continue
		case nil:
			if old != nil {
				return false
			}
			if !CompareAndSwapPointer(&own.typ, nil, unsafe.Pointer(&firstStoreInProgress)) {
				continue
			}
			StorePointer(&own.data, to.data)
			StorePointer(&own.typ, to.typ)
			return true
		case to.typ:
			data := LoadPointer(&own.data)
			var now any
			into := words(&now)
			into.typ, into.data = typ, data
			if now != old {
				return false
			}
			return CompareAndSwapPointer(&own.data, data, to.data)
		}
		panic("sync/atomic: compare and swap of inconsistently typed value into Value")
	}
}
