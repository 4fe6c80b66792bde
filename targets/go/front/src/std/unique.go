//go:build go1.23

// Package unique makes comparable values into handles that are compared by a pointer.
package unique

import (
	"strings"
	"unsafe"
)

func registerWeakPointer(p unsafe.Pointer) unsafe.Pointer
func makeStrongFromWeak(u unsafe.Pointer) unsafe.Pointer

type Handle[T comparable] struct {
	value *T
}

// Value is a copy of the value that the handle was made from.
func (h Handle[T]) Value() T { return *h.value }

// A value, with a nil pointer to its type.
type key struct {
	of, value any
}

// What handles there are: weak pointers to their values.
var handles = map[key]unsafe.Pointer{}

func Make[T comparable](value T) Handle[T] {
	k := key{(*T)(nil), value}
	if s, ok := k.value.(string); ok {
		// The handle must not keep a longer string alive.
		k.value = strings.Clone(s)
	}
	if u := handles[k]; u != nil {
		if p := (*T)(makeStrongFromWeak(u)); p != nil {
			return Handle[T]{p}
		}
	}
	p := new(T)
	*p = value
	if s, ok := any(p).(*string); ok {
		*s = k.value.(string)
	}
	handles[k] = registerWeakPointer(unsafe.Pointer(p))
	return Handle[T]{p}
}
