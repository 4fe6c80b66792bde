//go:build go1.20

package sync

func (m *Map) Swap(key, value any) (previous any, loaded bool) {
	m.lock.acquire()
	defer m.lock.release()
	entry := m.find(key)
	if entry != nil {
		previous, loaded = entry.value, true
	}
	m.set(entry, key, value)
	return previous, loaded
}

func (m *Map) CompareAndSwap(key, old, new any) (swapped bool) {
	m.lock.acquire()
	defer m.lock.release()
	entry := m.find(key)
	if entry == nil || entry.value != old {
		return false
	}
	m.set(entry, key, new)
	return true
}

func (m *Map) CompareAndDelete(key, old any) (deleted bool) {
	m.lock.acquire()
	defer m.lock.release()
	entry := m.find(key)
	if entry == nil || entry.value != old {
		return false
	}
	m.remove(key)
	return true
}
