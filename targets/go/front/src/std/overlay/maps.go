package maps

import (
	"internal/abi"
	"unsafe"
)

// What the runtime does for package maps: its iterators go over the runtime's own maps.

//go:linkname runtime_rand runtime.rand
func runtime_rand() uint64

//go:linkname runtime_throw runtime.throw
func runtime_throw(s string)

//go:linkname runtime_typedmemmove runtime.typedmemmove
func runtime_typedmemmove(typ *abi.Type, dst, src unsafe.Pointer)

//go:linkname runtime_memclr runtime.memclrHasPointers
func runtime_memclr(ptr unsafe.Pointer, n uintptr)

//go:linkname runtime_newobject runtime.newobject
func runtime_newobject(typ *abi.Type) unsafe.Pointer

//go:linkname runtime_newarray runtime.newarray
func runtime_newarray(typ *abi.Type, n int) unsafe.Pointer

func tearpoint_rand() uint64   { return runtime_rand() }
func tearpoint_fatal(s string) { runtime_throw(s) }
func tearpoint_typedmemmove(typ *abi.Type, dst, src unsafe.Pointer) {
	runtime_typedmemmove(typ, dst, src)
}
func tearpoint_typedmemclr(typ *abi.Type, ptr unsafe.Pointer) { runtime_memclr(ptr, typ.Size_) }
func tearpoint_newobject(typ *abi.Type) unsafe.Pointer        { return runtime_newobject(typ) }
func tearpoint_newarray(typ *abi.Type, n int) unsafe.Pointer  { return runtime_newarray(typ, n) }
