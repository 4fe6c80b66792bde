package main

import "unsafe"

type eface struct{ typ, data unsafe.Pointer }

//go:linkname growslice runtime.growslice
func growslice(oldPtr unsafe.Pointer, newLen, oldCap, num int, et unsafe.Pointer) []int32

func typeOf(v any) unsafe.Pointer { return (*eface)(unsafe.Pointer(&v)).typ }

func main() {
	s := []int32{1, 2, 3}
	grown := growslice(unsafe.Pointer(&s[0]), 5, 3, 2, typeOf(int32(0)))
	println(len(grown), cap(grown), grown[0], grown[2], &grown[0] != &s[0])
	grown = growslice(unsafe.Pointer(&s[0]), 300, 256, 297, typeOf(int32(0)))
	println(len(grown), cap(grown), grown[2])
	empty := growslice(nil, 7, 0, 7, typeOf(struct{}{}))
	println(len(empty), cap(empty))
	words := growslice(unsafe.Pointer(&s[0]), 1, 0, 1, typeOf(new(int)))
	println(len(words), cap(words))
	defer func() { println(recover().(error).Error()); growslice(nil, 1<<50, 0, 1<<50, typeOf(int64(0))) }()
	growslice(nil, -1, 0, -1, typeOf(int32(0)))
}
