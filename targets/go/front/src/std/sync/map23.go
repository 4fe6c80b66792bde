//go:build go1.23

package sync

import (
	"internal/race"
	"unsafe"
)

func (m *Map) Clear() {
	m.lock.acquire()
	defer m.lock.release()
	race.ReleaseMerge(unsafe.Pointer(m))
	clear(m.entries)
}
