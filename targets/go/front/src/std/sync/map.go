package sync

import (
	"internal/race"
	"sync/atomic"
	"unsafe"
)

// A Map is a Go map behind a lock of its own, not the two maps of Go's. The lock orders nothing for the race detector:
// a write comes before the reads that see it, through the entry, and a removal before whoever finds nothing.
type Map struct {
	lock    mapLock
	entries map[any]*mapEntry
}

type mapEntry struct {
	value any
}

type mapLock struct {
	holders int32
	sema    uint32
}

func (l *mapLock) acquire() {
	if atomic.AddInt32(&l.holders, 1) > 1 {
		runtime_Semacquire(&l.sema)
	}
}

func (l *mapLock) release() {
	if atomic.AddInt32(&l.holders, -1) > 0 {
		runtime_Semrelease(&l.sema, false)
	}
}

// The key's entry, for a caller that holds the lock.
func (m *Map) find(key any) *mapEntry {
	entry := m.entries[key]
	if entry == nil {
		race.Acquire(unsafe.Pointer(m))
		return nil
	}
	race.Acquire(unsafe.Pointer(entry))
	return entry
}

func (m *Map) set(entry *mapEntry, key, value any) {
	if entry == nil {
		entry = new(mapEntry)
		if m.entries == nil {
			m.entries = make(map[any]*mapEntry)
		}
		m.entries[key] = entry
	}
	race.ReleaseMerge(unsafe.Pointer(entry))
	entry.value = value
}

func (m *Map) remove(key any) {
	race.ReleaseMerge(unsafe.Pointer(m))
	delete(m.entries, key)
}

func (m *Map) Load(key any) (value any, ok bool) {
	m.lock.acquire()
	defer m.lock.release()
	if entry := m.find(key); entry != nil {
		return entry.value, true
	}
	return nil, false
}

func (m *Map) Store(key, value any) {
	m.lock.acquire()
	defer m.lock.release()
	m.set(m.entries[key], key, value)
}

func (m *Map) LoadOrStore(key, value any) (actual any, loaded bool) {
	m.lock.acquire()
	defer m.lock.release()
	if entry := m.find(key); entry != nil {
		return entry.value, true
	}
	m.set(nil, key, value)
	return value, false
}

func (m *Map) LoadAndDelete(key any) (value any, loaded bool) {
	m.lock.acquire()
	defer m.lock.release()
	entry := m.find(key)
	if entry == nil {
		return nil, false
	}
	m.remove(key)
	return entry.value, true
}

func (m *Map) Delete(key any) {
	m.LoadAndDelete(key)
}

func (m *Map) Range(f func(key, value any) bool) {
	for _, key := range m.keys() {
		value, ok := m.Load(key)
		if ok && !f(key, value) {
			return
		}
	}
}

func (m *Map) keys() []any {
	m.lock.acquire()
	defer m.lock.release()
	var keys []any
	for key := range m.entries {
		keys = append(keys, key)
	}
	return keys
}
