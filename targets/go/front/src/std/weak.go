//go:build go1.24

// Package weak has pointers that do not keep what they point to alive.
package weak

import (
	"runtime"
	"unsafe"
)

func runtime_registerWeakPointer(p unsafe.Pointer) unsafe.Pointer
func runtime_makeStrongFromWeak(u unsafe.Pointer) unsafe.Pointer

type Pointer[T any] struct {
	_ [0]*T
	u unsafe.Pointer
}

func Make[T any](ptr *T) Pointer[T] {
	var p Pointer[T]
	if ptr != nil {
		p.u = runtime_registerWeakPointer(unsafe.Pointer(ptr))
	}
	runtime.KeepAlive(ptr)
	return p
}

func (p Pointer[T]) Value() *T {
	if p.u == nil {
		return nil
	}
	return (*T)(runtime_makeStrongFromWeak(p.u))
}
