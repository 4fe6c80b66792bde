package abi

import "unsafe"

// A function value points to the address of the function's text.
func text(f any) uintptr {
	words := (*[2]unsafe.Pointer)(unsafe.Pointer(&f))
	return *(*uintptr)(words[1])
}

func tearpoint_FuncPCABI0(f any) uintptr        { return text(f) }
func tearpoint_FuncPCABIInternal(f any) uintptr { return text(f) }
