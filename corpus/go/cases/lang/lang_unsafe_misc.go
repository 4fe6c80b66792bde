package main

import "unsafe"

type H struct {
	p    unsafe.Pointer
	n, c int
}
type S struct {
	a byte
	b int32
	c string
	d [3]int16
}

func main() {
	s := []int{1, 2, 3}
	h := (*H)(unsafe.Pointer(&s))
	println(h.n, h.c, *(*int)(h.p))
	h.n = 2
	println(len(s))
	x := S{1, 2, "hi", [3]int16{7, 8, 9}}
	println(unsafe.Sizeof(x), unsafe.Offsetof(x.c), unsafe.Alignof(x.b), unsafe.Offsetof(x.d))
	p := unsafe.Pointer(&x)
	*(*int32)(unsafe.Pointer(uintptr(p) + unsafe.Offsetof(x.b))) = 77
	println(x.b, *(*int16)(unsafe.Add(p, 26)))
	b := unsafe.Slice(&x.d[0], 3)
	b[1] = -1
	println(x.d[1], unsafe.String(unsafe.StringData(x.c), 1))
	f := 1.0
	println(*(*uint64)(unsafe.Pointer(&f)))
	var e any = 5
	type eface struct{ t, d unsafe.Pointer }
	println(*(*int)((*eface)(unsafe.Pointer(&e)).d))
}
