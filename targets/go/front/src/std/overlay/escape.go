package abi

import "unsafe"

// What the compiler knows of escaping: nothing is asked of it here.

func NoEscape(p unsafe.Pointer) unsafe.Pointer { return p }
func Escape[T any](x T) T                      { return x }
func EscapeNonString[T any](v T)               {}
func EscapeToResultNonString[T any](v T) T     { return v }
