//go:build go1.24

package runtime

import "unsafe"

func addCleanup(p unsafe.Pointer, f func()) uint64
func stopCleanup(p uintptr, id uint64)

// The object of the heap that p points into, if there is one, and whether it is one of several in a block.
func objectOf(p unsafe.Pointer) (base, size uintptr, tiny bool)
func isGoPointerWithoutSpan(p unsafe.Pointer) bool

// x, if it is a pointer.
func pointerOf(x any) unsafe.Pointer

// A Cleanup is a handle to a call that will come.
type Cleanup struct {
	id  uint64
	ptr uintptr
}

func AddCleanup[T, S any](ptr *T, cleanup func(S), arg S) Cleanup {
	if ptr == nil {
		panic("runtime.AddCleanup: ptr is nil")
	}
	pointer := pointerOf(arg)
	if pointer == unsafe.Pointer(ptr) {
		panic("runtime.AddCleanup: ptr is equal to arg, cleanup will never run")
	}
	base, size, _ := objectOf(unsafe.Pointer(ptr))
	if base == 0 {
		if isGoPointerWithoutSpan(unsafe.Pointer(ptr)) {
			return Cleanup{}
		}
		panic("runtime.AddCleanup: ptr not in allocated block")
	}
	checkCleanup(base, size, pointer, *(*unsafe.Pointer)(unsafe.Pointer(&cleanup)))
	createCleanups()
	id := addCleanup(unsafe.Pointer(ptr), func() { cleanup(arg) })
	return Cleanup{id, uintptr(unsafe.Pointer(ptr))}
}

func (c Cleanup) Stop() {
	if c.id != 0 {
		stopCleanup(c.ptr, c.id)
	}
}
