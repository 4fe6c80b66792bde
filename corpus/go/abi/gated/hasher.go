//go:build !go1.24 || untested

package main

import "unsafe"

type goType struct {
	size       uintptr
	ptrBytes   uintptr
	hash       uint32
	tflag      uint8
	align      uint8
	fieldAlign uint8
	kind       uint8
	equal      unsafe.Pointer
	gcdata     *byte
	str        int32
	ptrToThis  int32
}

type mapType struct {
	goType
	key    *goType
	elem   *goType
	bucket *goType
	hasher func(unsafe.Pointer, uintptr) uintptr
}

type eface struct {
	typ  unsafe.Pointer
	data unsafe.Pointer
}

func hasher(m interface{}) func(unsafe.Pointer, uintptr) uintptr {
	return (*mapType)((*eface)(unsafe.Pointer(&m)).typ).hasher
}

func noescape(k *int) unsafe.Pointer {
	return unsafe.Pointer(k)
}
