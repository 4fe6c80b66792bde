package main

import "unsafe"

func Size[T any]() uintptr { var x T; return unsafe.Sizeof(x) }

type G[T any] struct {
	a bool
	v T
}

func main() {
	println(Size[int8](), Size[string](), Size[G[int64]](), Size[G[struct{}]](), unsafe.Offsetof(G[int32]{}.v))
}
