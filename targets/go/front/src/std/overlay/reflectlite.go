package reflectlite

import (
	"internal/abi"
	"unsafe"
)

// What the runtime does for package reflectlite. A function here stands for the one without a body whose name follows tearpoint_.

// The itab of the type t for the interface type iface; 0 if t lacks a method.
func tearpoint_itab(iface, t *abi.Type) uintptr

// Offsets in the program's image count from here.
const imageBase = 0x480000

func resolve(off int32) unsafe.Pointer {
	if off == 0 {
		return nil
	}
	return unsafe.Add(unsafe.Pointer(uintptr(imageBase)), int(off))
}

func tearpoint_resolveNameOff(ptrInModule unsafe.Pointer, off int32) unsafe.Pointer {
	return resolve(off)
}
func tearpoint_resolveTypeOff(rtype unsafe.Pointer, off int32) unsafe.Pointer { return resolve(off) }

type words struct {
	tab, data unsafe.Pointer
}

func tearpoint_ifaceE2I(t *abi.Type, src any, dst unsafe.Pointer) {
	from := (*words)(unsafe.Pointer(&src))
	itab := tearpoint_itab(t, (*abi.Type)(from.tab))
	if itab == 0 {
		panic("reflectlite: interface conversion: missing method")
	}
	*(*uintptr)(dst) = itab
	(*words)(dst).data = from.data
}

//go:linkname runtime_typedmemmove runtime.typedmemmove
func runtime_typedmemmove(typ *abi.Type, dst, src unsafe.Pointer)

//go:linkname runtime_newobject runtime.newobject
func runtime_newobject(typ *abi.Type) unsafe.Pointer

func tearpoint_typedmemmove(t *abi.Type, dst, src unsafe.Pointer) { runtime_typedmemmove(t, dst, src) }
func tearpoint_unsafe_New(t *abi.Type) unsafe.Pointer             { return runtime_newobject(t) }

func tearpoint_chanlen(ch unsafe.Pointer) int { return length(ch) }
func tearpoint_maplen(m unsafe.Pointer) int   { return length(m) }

func length(p unsafe.Pointer) int {
	if p == nil {
		return 0
	}
	return *(*int)(p)
}
