package context

import "unsafe"

type valueCtx struct {
	Context
	key, val any
}

// The flag of a type whose values compare, in its descriptor: a function to do it with.
const typeEqual = 24

func comparable(v any) bool {
	descriptor := *(*unsafe.Pointer)(unsafe.Pointer(&v))
	return *(*uintptr)(unsafe.Add(descriptor, typeEqual)) != 0
}

func WithValue(parent Context, key, val any) Context {
	if parent == nil {
		panic("cannot create context from nil parent")
	}
	if key == nil {
		panic("nil key")
	}
	if !comparable(key) {
		panic("key is not comparable")
	}
	return &valueCtx{parent, key, val}
}

func (c *valueCtx) Value(key any) any {
	if c.key == key {
		return c.val
	}
	return c.Context.Value(key)
}

// The name of a value's type.
func typeName(v any) string

// What a value says of itself; other if it says nothing, or its type's name if that is empty.
func stringify(v any, other string) string {
	switch s := v.(type) {
	case stringer:
		return s.String()
	case string:
		return s
	}
	switch {
	case other != "":
		return other
	case v == nil:
		return "<nil>"
	}
	return typeName(v)
}
