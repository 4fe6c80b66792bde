// Lengths overwritten where gc sees it: what it then knows is compared while compiling, with signs.
package main

import "unsafe"

type sh struct {
	p    unsafe.Pointer
	l, c int
}

var mem = new([64]int64)
var base = unsafe.Pointer(&mem[32])
var gs []int64
var other int
var neg = -1

//go:noinline
func nop() {}

//go:noinline
func g2(p *int) {}

//go:noinline
func mk() []int64 { return mem[32:36:40] }

//go:noinline
func mkstr() string { return unsafe.String((*byte)(base), 4) }
func try(name string, f func()) {
	defer func() {
		if r := recover(); r != nil {
			println(name, r.(error).Error())
		}
	}()
	f()
}

//go:noinline
func f1(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	x := gs[0]
	println("len -1 global s[0]:", x)
}

//go:noinline
func f2(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	x := gs[2]
	println("len -1 global s[2]:", x)
}

//go:noinline
func f3(n int) {
	gs = mk()
	i := 2
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	x := gs[i]
	println("len -1 global s[i]:", x)
}

//go:noinline
func f4(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	p := &gs[2]
	println("len -1 global &s[2]:", p != nil)
}

//go:noinline
func f5(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	x := gs[n]
	println("len -1 global s[n]:", x)
}

//go:noinline
func f6(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	t := gs[:2]
	println("len -1 global s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f7(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	t := gs[1:]
	println("len -1 global s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f8(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	t := gs[1:2]
	println("len -1 global s[1:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f9(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	t := gs[0:]
	println("len -1 global s[0:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f10(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	t := gs[:]
	println("len -1 global s[:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f11(n int) {
	gs = mk()
	i := 2
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	t := gs[i:]
	println("len -1 global s[i:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f12(n int) {
	gs = mk()
	i := 2
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	t := gs[:i]
	println("len -1 global s[:i]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f13(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	t := gs[n:]
	println("len -1 global s[n:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f14(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	t := gs[:n]
	println("len -1 global s[:n]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f15(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	t := gs[n:2]
	println("len -1 global s[n:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f16(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	t := gs[:2:3]
	println("len -1 global s[:2:3]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f17(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	t := gs[:n:3]
	println("len -1 global s[:n:3]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f18(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	t := gs[n:2:3]
	println("len -1 global s[n:2:3]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f19(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	t := gs[1:2:n]
	println("len -1 global s[1:2:n]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f20(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	t := gs[:len(gs)]
	println("len -1 global s[:len(s)]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f21(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	t := gs[len(gs):]
	println("len -1 global s[len(s):]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f22(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	x := gs[len(gs)-1]
	println("len -1 global s[len(s)-1]:", x)
}

//go:noinline
func f23(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	t := gs[:2:cap(gs)]
	println("len -1 global s[:2:cap(s)]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f24(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	t := gs[:len(gs):len(gs)]
	println("len -1 global s[:len(s):len(s)]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f25(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	t := gs[0:0]
	println("len -1 global s[0:0]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f26(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	t := gs[0:0:0]
	println("len -1 global s[0:0:0]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f27(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	t := gs[len(gs)-1:]
	println("len -1 global s[len(s)-1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f28(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	t := gs[1:len(gs)]
	println("len -1 global s[1:len(s)]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f29(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	x := s[2]
	println("len -1 local s[2]:", x)
}

//go:noinline
func f30(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	x := s[n]
	println("len -1 local s[n]:", x)
}

//go:noinline
func f31(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	t := s[:2]
	println("len -1 local s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f32(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	t := s[1:]
	println("len -1 local s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f33(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	x := s[2]
	println("len -1 str s[2]:", x)
}

//go:noinline
func f34(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	x := s[n]
	println("len -1 str s[n]:", x)
}

//go:noinline
func f35(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	t := s[:2]
	println("len -1 str s[:2]:", len(t), int(uintptr(unsafe.Pointer(unsafe.StringData(t)))-uintptr(base)))
}

//go:noinline
func f36(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	t := s[1:]
	println("len -1 str s[1:]:", len(t), int(uintptr(unsafe.Pointer(unsafe.StringData(t)))-uintptr(base)))
}

//go:noinline
func f37(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	x := gs[0]
	println("len 1 global s[0]:", x)
}

//go:noinline
func f38(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	x := gs[2]
	println("len 1 global s[2]:", x)
}

//go:noinline
func f39(n int) {
	gs = mk()
	i := 2
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	x := gs[i]
	println("len 1 global s[i]:", x)
}

//go:noinline
func f40(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	p := &gs[2]
	println("len 1 global &s[2]:", p != nil)
}

//go:noinline
func f41(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	x := gs[n]
	println("len 1 global s[n]:", x)
}

//go:noinline
func f42(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	t := gs[:2]
	println("len 1 global s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f43(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	t := gs[1:]
	println("len 1 global s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f44(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	t := gs[1:2]
	println("len 1 global s[1:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f45(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	t := gs[0:]
	println("len 1 global s[0:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f46(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	t := gs[:]
	println("len 1 global s[:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f47(n int) {
	gs = mk()
	i := 2
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	t := gs[i:]
	println("len 1 global s[i:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f48(n int) {
	gs = mk()
	i := 2
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	t := gs[:i]
	println("len 1 global s[:i]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f49(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	t := gs[n:]
	println("len 1 global s[n:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f50(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	t := gs[:n]
	println("len 1 global s[:n]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f51(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	t := gs[n:2]
	println("len 1 global s[n:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f52(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	t := gs[:2:3]
	println("len 1 global s[:2:3]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f53(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	t := gs[:n:3]
	println("len 1 global s[:n:3]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f54(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	t := gs[n:2:3]
	println("len 1 global s[n:2:3]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f55(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	t := gs[1:2:n]
	println("len 1 global s[1:2:n]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f56(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	t := gs[:len(gs)]
	println("len 1 global s[:len(s)]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f57(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	t := gs[len(gs):]
	println("len 1 global s[len(s):]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f58(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	x := gs[len(gs)-1]
	println("len 1 global s[len(s)-1]:", x)
}

//go:noinline
func f59(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	t := gs[:2:cap(gs)]
	println("len 1 global s[:2:cap(s)]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f60(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	t := gs[:len(gs):len(gs)]
	println("len 1 global s[:len(s):len(s)]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f61(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	t := gs[0:0]
	println("len 1 global s[0:0]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f62(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	t := gs[0:0:0]
	println("len 1 global s[0:0:0]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f63(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	t := gs[len(gs)-1:]
	println("len 1 global s[len(s)-1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f64(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	t := gs[1:len(gs)]
	println("len 1 global s[1:len(s)]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f65(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	x := s[2]
	println("len 1 local s[2]:", x)
}

//go:noinline
func f66(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	x := s[n]
	println("len 1 local s[n]:", x)
}

//go:noinline
func f67(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	t := s[:2]
	println("len 1 local s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f68(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	t := s[1:]
	println("len 1 local s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f69(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	x := s[2]
	println("len 1 str s[2]:", x)
}

//go:noinline
func f70(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	x := s[n]
	println("len 1 str s[n]:", x)
}

//go:noinline
func f71(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	t := s[:2]
	println("len 1 str s[:2]:", len(t), int(uintptr(unsafe.Pointer(unsafe.StringData(t)))-uintptr(base)))
}

//go:noinline
func f72(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	t := s[1:]
	println("len 1 str s[1:]:", len(t), int(uintptr(unsafe.Pointer(unsafe.StringData(t)))-uintptr(base)))
}

//go:noinline
func f73(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.c = -1
	x := gs[2]
	println("cap -1 global s[2]:", x)
}

//go:noinline
func f74(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.c = -1
	x := gs[n]
	println("cap -1 global s[n]:", x)
}

//go:noinline
func f75(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.c = -1
	t := gs[:2]
	println("cap -1 global s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f76(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.c = -1
	t := gs[1:]
	println("cap -1 global s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f77(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.c = -1
	x := s[2]
	println("cap -1 local s[2]:", x)
}

//go:noinline
func f78(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.c = -1
	x := s[n]
	println("cap -1 local s[n]:", x)
}

//go:noinline
func f79(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.c = -1
	t := s[:2]
	println("cap -1 local s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f80(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.c = -1
	t := s[1:]
	println("cap -1 local s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f81(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.c = 1
	x := gs[2]
	println("cap 1 global s[2]:", x)
}

//go:noinline
func f82(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.c = 1
	x := gs[n]
	println("cap 1 global s[n]:", x)
}

//go:noinline
func f83(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.c = 1
	t := gs[:2]
	println("cap 1 global s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f84(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.c = 1
	t := gs[1:]
	println("cap 1 global s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f85(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.c = 1
	x := s[2]
	println("cap 1 local s[2]:", x)
}

//go:noinline
func f86(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.c = 1
	x := s[n]
	println("cap 1 local s[n]:", x)
}

//go:noinline
func f87(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.c = 1
	t := s[:2]
	println("cap 1 local s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f88(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.c = 1
	t := s[1:]
	println("cap 1 local s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f89(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	h.c = -1
	x := gs[2]
	println("both -1 global s[2]:", x)
}

//go:noinline
func f90(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	h.c = -1
	x := gs[n]
	println("both -1 global s[n]:", x)
}

//go:noinline
func f91(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	h.c = -1
	t := gs[:2]
	println("both -1 global s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f92(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	h.c = -1
	t := gs[1:]
	println("both -1 global s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f93(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	h.c = -1
	x := s[2]
	println("both -1 local s[2]:", x)
}

//go:noinline
func f94(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	h.c = -1
	x := s[n]
	println("both -1 local s[n]:", x)
}

//go:noinline
func f95(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	h.c = -1
	t := s[:2]
	println("both -1 local s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f96(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	h.c = -1
	t := s[1:]
	println("both -1 local s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f97(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	h.c = 1
	x := gs[2]
	println("both 1 global s[2]:", x)
}

//go:noinline
func f98(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	h.c = 1
	x := gs[n]
	println("both 1 global s[n]:", x)
}

//go:noinline
func f99(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	h.c = 1
	t := gs[:2]
	println("both 1 global s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f100(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	h.c = 1
	t := gs[1:]
	println("both 1 global s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f101(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	h.c = 1
	x := s[2]
	println("both 1 local s[2]:", x)
}

//go:noinline
func f102(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	h.c = 1
	x := s[n]
	println("both 1 local s[n]:", x)
}

//go:noinline
func f103(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	h.c = 1
	t := s[:2]
	println("both 1 local s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f104(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	h.c = 1
	t := s[1:]
	println("both 1 local s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f105(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	*(*int)(unsafe.Pointer(uintptr(unsafe.Pointer(&gs)) + 8)) = -1
	x := gs[2]
	println("direct -1 global s[2]:", x)
}

//go:noinline
func f106(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	*(*int)(unsafe.Pointer(uintptr(unsafe.Pointer(&gs)) + 8)) = -1
	x := gs[n]
	println("direct -1 global s[n]:", x)
}

//go:noinline
func f107(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	*(*int)(unsafe.Pointer(uintptr(unsafe.Pointer(&gs)) + 8)) = -1
	t := gs[:2]
	println("direct -1 global s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f108(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	*(*int)(unsafe.Pointer(uintptr(unsafe.Pointer(&gs)) + 8)) = -1
	t := gs[1:]
	println("direct -1 global s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f109(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	*(*int)(unsafe.Pointer(uintptr(unsafe.Pointer(&s)) + 8)) = -1
	x := s[2]
	println("direct -1 local s[2]:", x)
}

//go:noinline
func f110(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	*(*int)(unsafe.Pointer(uintptr(unsafe.Pointer(&s)) + 8)) = -1
	x := s[n]
	println("direct -1 local s[n]:", x)
}

//go:noinline
func f111(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	*(*int)(unsafe.Pointer(uintptr(unsafe.Pointer(&s)) + 8)) = -1
	t := s[:2]
	println("direct -1 local s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f112(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	*(*int)(unsafe.Pointer(uintptr(unsafe.Pointer(&s)) + 8)) = -1
	t := s[1:]
	println("direct -1 local s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f113(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	*(*int)(unsafe.Pointer(uintptr(unsafe.Pointer(&s)) + 8)) = -1
	x := s[2]
	println("direct -1 str s[2]:", x)
}

//go:noinline
func f114(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	*(*int)(unsafe.Pointer(uintptr(unsafe.Pointer(&s)) + 8)) = -1
	x := s[n]
	println("direct -1 str s[n]:", x)
}

//go:noinline
func f115(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	*(*int)(unsafe.Pointer(uintptr(unsafe.Pointer(&s)) + 8)) = -1
	t := s[:2]
	println("direct -1 str s[:2]:", len(t), int(uintptr(unsafe.Pointer(unsafe.StringData(t)))-uintptr(base)))
}

//go:noinline
func f116(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	*(*int)(unsafe.Pointer(uintptr(unsafe.Pointer(&s)) + 8)) = -1
	t := s[1:]
	println("direct -1 str s[1:]:", len(t), int(uintptr(unsafe.Pointer(unsafe.StringData(t)))-uintptr(base)))
}

//go:noinline
func f117(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	*(*int)(unsafe.Pointer(uintptr(unsafe.Pointer(&gs)) + 8)) = 1
	x := gs[2]
	println("direct 1 global s[2]:", x)
}

//go:noinline
func f118(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	*(*int)(unsafe.Pointer(uintptr(unsafe.Pointer(&gs)) + 8)) = 1
	x := gs[n]
	println("direct 1 global s[n]:", x)
}

//go:noinline
func f119(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	*(*int)(unsafe.Pointer(uintptr(unsafe.Pointer(&gs)) + 8)) = 1
	t := gs[:2]
	println("direct 1 global s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f120(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	*(*int)(unsafe.Pointer(uintptr(unsafe.Pointer(&gs)) + 8)) = 1
	t := gs[1:]
	println("direct 1 global s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f121(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	*(*int)(unsafe.Pointer(uintptr(unsafe.Pointer(&s)) + 8)) = 1
	x := s[2]
	println("direct 1 local s[2]:", x)
}

//go:noinline
func f122(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	*(*int)(unsafe.Pointer(uintptr(unsafe.Pointer(&s)) + 8)) = 1
	x := s[n]
	println("direct 1 local s[n]:", x)
}

//go:noinline
func f123(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	*(*int)(unsafe.Pointer(uintptr(unsafe.Pointer(&s)) + 8)) = 1
	t := s[:2]
	println("direct 1 local s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f124(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	*(*int)(unsafe.Pointer(uintptr(unsafe.Pointer(&s)) + 8)) = 1
	t := s[1:]
	println("direct 1 local s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f125(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	*(*int)(unsafe.Pointer(uintptr(unsafe.Pointer(&s)) + 8)) = 1
	x := s[2]
	println("direct 1 str s[2]:", x)
}

//go:noinline
func f126(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	*(*int)(unsafe.Pointer(uintptr(unsafe.Pointer(&s)) + 8)) = 1
	x := s[n]
	println("direct 1 str s[n]:", x)
}

//go:noinline
func f127(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	*(*int)(unsafe.Pointer(uintptr(unsafe.Pointer(&s)) + 8)) = 1
	t := s[:2]
	println("direct 1 str s[:2]:", len(t), int(uintptr(unsafe.Pointer(unsafe.StringData(t)))-uintptr(base)))
}

//go:noinline
func f128(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	*(*int)(unsafe.Pointer(uintptr(unsafe.Pointer(&s)) + 8)) = 1
	t := s[1:]
	println("direct 1 str s[1:]:", len(t), int(uintptr(unsafe.Pointer(unsafe.StringData(t)))-uintptr(base)))
}

//go:noinline
func f129(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	(*sh)(unsafe.Pointer(&gs)).l = -1
	x := gs[2]
	println("inline -1 global s[2]:", x)
}

//go:noinline
func f130(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	(*sh)(unsafe.Pointer(&gs)).l = -1
	x := gs[n]
	println("inline -1 global s[n]:", x)
}

//go:noinline
func f131(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	(*sh)(unsafe.Pointer(&gs)).l = -1
	t := gs[:2]
	println("inline -1 global s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f132(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	(*sh)(unsafe.Pointer(&gs)).l = -1
	t := gs[1:]
	println("inline -1 global s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f133(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	(*sh)(unsafe.Pointer(&s)).l = -1
	x := s[2]
	println("inline -1 local s[2]:", x)
}

//go:noinline
func f134(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	(*sh)(unsafe.Pointer(&s)).l = -1
	x := s[n]
	println("inline -1 local s[n]:", x)
}

//go:noinline
func f135(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	(*sh)(unsafe.Pointer(&s)).l = -1
	t := s[:2]
	println("inline -1 local s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f136(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	(*sh)(unsafe.Pointer(&s)).l = -1
	t := s[1:]
	println("inline -1 local s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f137(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	(*sh)(unsafe.Pointer(&s)).l = -1
	x := s[2]
	println("inline -1 str s[2]:", x)
}

//go:noinline
func f138(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	(*sh)(unsafe.Pointer(&s)).l = -1
	x := s[n]
	println("inline -1 str s[n]:", x)
}

//go:noinline
func f139(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	(*sh)(unsafe.Pointer(&s)).l = -1
	t := s[:2]
	println("inline -1 str s[:2]:", len(t), int(uintptr(unsafe.Pointer(unsafe.StringData(t)))-uintptr(base)))
}

//go:noinline
func f140(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	(*sh)(unsafe.Pointer(&s)).l = -1
	t := s[1:]
	println("inline -1 str s[1:]:", len(t), int(uintptr(unsafe.Pointer(unsafe.StringData(t)))-uintptr(base)))
}

//go:noinline
func f141(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	(*sh)(unsafe.Pointer(&gs)).l = 1
	x := gs[2]
	println("inline 1 global s[2]:", x)
}

//go:noinline
func f142(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	(*sh)(unsafe.Pointer(&gs)).l = 1
	x := gs[n]
	println("inline 1 global s[n]:", x)
}

//go:noinline
func f143(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	(*sh)(unsafe.Pointer(&gs)).l = 1
	t := gs[:2]
	println("inline 1 global s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f144(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	(*sh)(unsafe.Pointer(&gs)).l = 1
	t := gs[1:]
	println("inline 1 global s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f145(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	(*sh)(unsafe.Pointer(&s)).l = 1
	x := s[2]
	println("inline 1 local s[2]:", x)
}

//go:noinline
func f146(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	(*sh)(unsafe.Pointer(&s)).l = 1
	x := s[n]
	println("inline 1 local s[n]:", x)
}

//go:noinline
func f147(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	(*sh)(unsafe.Pointer(&s)).l = 1
	t := s[:2]
	println("inline 1 local s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f148(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	(*sh)(unsafe.Pointer(&s)).l = 1
	t := s[1:]
	println("inline 1 local s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f149(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	(*sh)(unsafe.Pointer(&s)).l = 1
	x := s[2]
	println("inline 1 str s[2]:", x)
}

//go:noinline
func f150(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	(*sh)(unsafe.Pointer(&s)).l = 1
	x := s[n]
	println("inline 1 str s[n]:", x)
}

//go:noinline
func f151(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	(*sh)(unsafe.Pointer(&s)).l = 1
	t := s[:2]
	println("inline 1 str s[:2]:", len(t), int(uintptr(unsafe.Pointer(unsafe.StringData(t)))-uintptr(base)))
}

//go:noinline
func f152(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	(*sh)(unsafe.Pointer(&s)).l = 1
	t := s[1:]
	println("inline 1 str s[1:]:", len(t), int(uintptr(unsafe.Pointer(unsafe.StringData(t)))-uintptr(base)))
}

//go:noinline
func f153(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	*(*int)(unsafe.Add(unsafe.Pointer(&gs), 8)) = -1
	x := gs[2]
	println("add -1 global s[2]:", x)
}

//go:noinline
func f154(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	*(*int)(unsafe.Add(unsafe.Pointer(&gs), 8)) = -1
	x := gs[n]
	println("add -1 global s[n]:", x)
}

//go:noinline
func f155(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	*(*int)(unsafe.Add(unsafe.Pointer(&gs), 8)) = -1
	t := gs[:2]
	println("add -1 global s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f156(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	*(*int)(unsafe.Add(unsafe.Pointer(&gs), 8)) = -1
	t := gs[1:]
	println("add -1 global s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f157(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	*(*int)(unsafe.Add(unsafe.Pointer(&s), 8)) = -1
	x := s[2]
	println("add -1 local s[2]:", x)
}

//go:noinline
func f158(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	*(*int)(unsafe.Add(unsafe.Pointer(&s), 8)) = -1
	x := s[n]
	println("add -1 local s[n]:", x)
}

//go:noinline
func f159(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	*(*int)(unsafe.Add(unsafe.Pointer(&s), 8)) = -1
	t := s[:2]
	println("add -1 local s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f160(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	*(*int)(unsafe.Add(unsafe.Pointer(&s), 8)) = -1
	t := s[1:]
	println("add -1 local s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f161(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	*(*int)(unsafe.Add(unsafe.Pointer(&s), 8)) = -1
	x := s[2]
	println("add -1 str s[2]:", x)
}

//go:noinline
func f162(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	*(*int)(unsafe.Add(unsafe.Pointer(&s), 8)) = -1
	x := s[n]
	println("add -1 str s[n]:", x)
}

//go:noinline
func f163(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	*(*int)(unsafe.Add(unsafe.Pointer(&s), 8)) = -1
	t := s[:2]
	println("add -1 str s[:2]:", len(t), int(uintptr(unsafe.Pointer(unsafe.StringData(t)))-uintptr(base)))
}

//go:noinline
func f164(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	*(*int)(unsafe.Add(unsafe.Pointer(&s), 8)) = -1
	t := s[1:]
	println("add -1 str s[1:]:", len(t), int(uintptr(unsafe.Pointer(unsafe.StringData(t)))-uintptr(base)))
}

//go:noinline
func f165(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	*(*int)(unsafe.Add(unsafe.Pointer(&gs), 8)) = 1
	x := gs[2]
	println("add 1 global s[2]:", x)
}

//go:noinline
func f166(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	*(*int)(unsafe.Add(unsafe.Pointer(&gs), 8)) = 1
	x := gs[n]
	println("add 1 global s[n]:", x)
}

//go:noinline
func f167(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	*(*int)(unsafe.Add(unsafe.Pointer(&gs), 8)) = 1
	t := gs[:2]
	println("add 1 global s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f168(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	*(*int)(unsafe.Add(unsafe.Pointer(&gs), 8)) = 1
	t := gs[1:]
	println("add 1 global s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f169(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	*(*int)(unsafe.Add(unsafe.Pointer(&s), 8)) = 1
	x := s[2]
	println("add 1 local s[2]:", x)
}

//go:noinline
func f170(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	*(*int)(unsafe.Add(unsafe.Pointer(&s), 8)) = 1
	x := s[n]
	println("add 1 local s[n]:", x)
}

//go:noinline
func f171(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	*(*int)(unsafe.Add(unsafe.Pointer(&s), 8)) = 1
	t := s[:2]
	println("add 1 local s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f172(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	*(*int)(unsafe.Add(unsafe.Pointer(&s), 8)) = 1
	t := s[1:]
	println("add 1 local s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f173(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	*(*int)(unsafe.Add(unsafe.Pointer(&s), 8)) = 1
	x := s[2]
	println("add 1 str s[2]:", x)
}

//go:noinline
func f174(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	*(*int)(unsafe.Add(unsafe.Pointer(&s), 8)) = 1
	x := s[n]
	println("add 1 str s[n]:", x)
}

//go:noinline
func f175(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	*(*int)(unsafe.Add(unsafe.Pointer(&s), 8)) = 1
	t := s[:2]
	println("add 1 str s[:2]:", len(t), int(uintptr(unsafe.Pointer(unsafe.StringData(t)))-uintptr(base)))
}

//go:noinline
func f176(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	*(*int)(unsafe.Add(unsafe.Pointer(&s), 8)) = 1
	t := s[1:]
	println("add 1 str s[1:]:", len(t), int(uintptr(unsafe.Pointer(unsafe.StringData(t)))-uintptr(base)))
}

//go:noinline
func f177(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	nop()
	x := gs[2]
	println("call -1 global s[2]:", x)
}

//go:noinline
func f178(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	nop()
	x := gs[n]
	println("call -1 global s[n]:", x)
}

//go:noinline
func f179(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	nop()
	t := gs[:2]
	println("call -1 global s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f180(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	nop()
	t := gs[1:]
	println("call -1 global s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f181(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	nop()
	x := s[2]
	println("call -1 local s[2]:", x)
}

//go:noinline
func f182(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	nop()
	x := s[n]
	println("call -1 local s[n]:", x)
}

//go:noinline
func f183(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	nop()
	t := s[:2]
	println("call -1 local s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f184(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	nop()
	t := s[1:]
	println("call -1 local s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f185(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	nop()
	x := s[2]
	println("call -1 str s[2]:", x)
}

//go:noinline
func f186(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	nop()
	x := s[n]
	println("call -1 str s[n]:", x)
}

//go:noinline
func f187(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	nop()
	t := s[:2]
	println("call -1 str s[:2]:", len(t), int(uintptr(unsafe.Pointer(unsafe.StringData(t)))-uintptr(base)))
}

//go:noinline
func f188(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	nop()
	t := s[1:]
	println("call -1 str s[1:]:", len(t), int(uintptr(unsafe.Pointer(unsafe.StringData(t)))-uintptr(base)))
}

//go:noinline
func f189(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	nop()
	x := gs[2]
	println("call 1 global s[2]:", x)
}

//go:noinline
func f190(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	nop()
	x := gs[n]
	println("call 1 global s[n]:", x)
}

//go:noinline
func f191(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	nop()
	t := gs[:2]
	println("call 1 global s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f192(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	nop()
	t := gs[1:]
	println("call 1 global s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f193(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	nop()
	x := s[2]
	println("call 1 local s[2]:", x)
}

//go:noinline
func f194(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	nop()
	x := s[n]
	println("call 1 local s[n]:", x)
}

//go:noinline
func f195(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	nop()
	t := s[:2]
	println("call 1 local s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f196(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	nop()
	t := s[1:]
	println("call 1 local s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f197(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	nop()
	x := s[2]
	println("call 1 str s[2]:", x)
}

//go:noinline
func f198(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	nop()
	x := s[n]
	println("call 1 str s[n]:", x)
}

//go:noinline
func f199(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	nop()
	t := s[:2]
	println("call 1 str s[:2]:", len(t), int(uintptr(unsafe.Pointer(unsafe.StringData(t)))-uintptr(base)))
}

//go:noinline
func f200(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	nop()
	t := s[1:]
	println("call 1 str s[1:]:", len(t), int(uintptr(unsafe.Pointer(unsafe.StringData(t)))-uintptr(base)))
}

//go:noinline
func f201(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = neg
	x := gs[2]
	println("var -1 global s[2]:", x)
}

//go:noinline
func f202(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = neg
	x := gs[n]
	println("var -1 global s[n]:", x)
}

//go:noinline
func f203(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = neg
	t := gs[:2]
	println("var -1 global s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f204(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = neg
	t := gs[1:]
	println("var -1 global s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f205(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = neg
	x := s[2]
	println("var -1 local s[2]:", x)
}

//go:noinline
func f206(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = neg
	x := s[n]
	println("var -1 local s[n]:", x)
}

//go:noinline
func f207(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = neg
	t := s[:2]
	println("var -1 local s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f208(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = neg
	t := s[1:]
	println("var -1 local s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f209(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = neg
	x := s[2]
	println("var -1 str s[2]:", x)
}

//go:noinline
func f210(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = neg
	x := s[n]
	println("var -1 str s[n]:", x)
}

//go:noinline
func f211(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = neg
	t := s[:2]
	println("var -1 str s[:2]:", len(t), int(uintptr(unsafe.Pointer(unsafe.StringData(t)))-uintptr(base)))
}

//go:noinline
func f212(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = neg
	t := s[1:]
	println("var -1 str s[1:]:", len(t), int(uintptr(unsafe.Pointer(unsafe.StringData(t)))-uintptr(base)))
}

//go:noinline
func f213(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = neg
	x := gs[2]
	println("var 1 global s[2]:", x)
}

//go:noinline
func f214(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = neg
	x := gs[n]
	println("var 1 global s[n]:", x)
}

//go:noinline
func f215(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = neg
	t := gs[:2]
	println("var 1 global s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f216(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = neg
	t := gs[1:]
	println("var 1 global s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f217(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = neg
	x := s[2]
	println("var 1 local s[2]:", x)
}

//go:noinline
func f218(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = neg
	x := s[n]
	println("var 1 local s[n]:", x)
}

//go:noinline
func f219(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = neg
	t := s[:2]
	println("var 1 local s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f220(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = neg
	t := s[1:]
	println("var 1 local s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f221(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = neg
	x := s[2]
	println("var 1 str s[2]:", x)
}

//go:noinline
func f222(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = neg
	x := s[n]
	println("var 1 str s[n]:", x)
}

//go:noinline
func f223(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = neg
	t := s[:2]
	println("var 1 str s[:2]:", len(t), int(uintptr(unsafe.Pointer(unsafe.StringData(t)))-uintptr(base)))
}

//go:noinline
func f224(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = neg
	t := s[1:]
	println("var 1 str s[1:]:", len(t), int(uintptr(unsafe.Pointer(unsafe.StringData(t)))-uintptr(base)))
}

//go:noinline
func f225(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	other = 7
	x := gs[2]
	println("other -1 global s[2]:", x)
}

//go:noinline
func f226(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	other = 7
	x := gs[n]
	println("other -1 global s[n]:", x)
}

//go:noinline
func f227(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	other = 7
	t := gs[:2]
	println("other -1 global s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f228(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	other = 7
	t := gs[1:]
	println("other -1 global s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f229(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	other = 7
	x := s[2]
	println("other -1 local s[2]:", x)
}

//go:noinline
func f230(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	other = 7
	x := s[n]
	println("other -1 local s[n]:", x)
}

//go:noinline
func f231(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	other = 7
	t := s[:2]
	println("other -1 local s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f232(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	other = 7
	t := s[1:]
	println("other -1 local s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f233(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	other = 7
	x := s[2]
	println("other -1 str s[2]:", x)
}

//go:noinline
func f234(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	other = 7
	x := s[n]
	println("other -1 str s[n]:", x)
}

//go:noinline
func f235(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	other = 7
	t := s[:2]
	println("other -1 str s[:2]:", len(t), int(uintptr(unsafe.Pointer(unsafe.StringData(t)))-uintptr(base)))
}

//go:noinline
func f236(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	other = 7
	t := s[1:]
	println("other -1 str s[1:]:", len(t), int(uintptr(unsafe.Pointer(unsafe.StringData(t)))-uintptr(base)))
}

//go:noinline
func f237(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	other = 7
	x := gs[2]
	println("other 1 global s[2]:", x)
}

//go:noinline
func f238(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	other = 7
	x := gs[n]
	println("other 1 global s[n]:", x)
}

//go:noinline
func f239(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	other = 7
	t := gs[:2]
	println("other 1 global s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f240(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	other = 7
	t := gs[1:]
	println("other 1 global s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f241(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	other = 7
	x := s[2]
	println("other 1 local s[2]:", x)
}

//go:noinline
func f242(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	other = 7
	x := s[n]
	println("other 1 local s[n]:", x)
}

//go:noinline
func f243(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	other = 7
	t := s[:2]
	println("other 1 local s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f244(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	other = 7
	t := s[1:]
	println("other 1 local s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f245(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	other = 7
	x := s[2]
	println("other 1 str s[2]:", x)
}

//go:noinline
func f246(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	other = 7
	x := s[n]
	println("other 1 str s[n]:", x)
}

//go:noinline
func f247(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	other = 7
	t := s[:2]
	println("other 1 str s[:2]:", len(t), int(uintptr(unsafe.Pointer(unsafe.StringData(t)))-uintptr(base)))
}

//go:noinline
func f248(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	other = 7
	t := s[1:]
	println("other 1 str s[1:]:", len(t), int(uintptr(unsafe.Pointer(unsafe.StringData(t)))-uintptr(base)))
}

//go:noinline
func f249(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	k := 5
	g2(&k)
	x := gs[2]
	println("local -1 global s[2]:", x)
}

//go:noinline
func f250(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	k := 5
	g2(&k)
	x := gs[n]
	println("local -1 global s[n]:", x)
}

//go:noinline
func f251(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	k := 5
	g2(&k)
	t := gs[:2]
	println("local -1 global s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f252(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	k := 5
	g2(&k)
	t := gs[1:]
	println("local -1 global s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f253(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	k := 5
	g2(&k)
	x := s[2]
	println("local -1 local s[2]:", x)
}

//go:noinline
func f254(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	k := 5
	g2(&k)
	x := s[n]
	println("local -1 local s[n]:", x)
}

//go:noinline
func f255(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	k := 5
	g2(&k)
	t := s[:2]
	println("local -1 local s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f256(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	k := 5
	g2(&k)
	t := s[1:]
	println("local -1 local s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f257(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	k := 5
	g2(&k)
	x := s[2]
	println("local -1 str s[2]:", x)
}

//go:noinline
func f258(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	k := 5
	g2(&k)
	x := s[n]
	println("local -1 str s[n]:", x)
}

//go:noinline
func f259(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	k := 5
	g2(&k)
	t := s[:2]
	println("local -1 str s[:2]:", len(t), int(uintptr(unsafe.Pointer(unsafe.StringData(t)))-uintptr(base)))
}

//go:noinline
func f260(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	k := 5
	g2(&k)
	t := s[1:]
	println("local -1 str s[1:]:", len(t), int(uintptr(unsafe.Pointer(unsafe.StringData(t)))-uintptr(base)))
}

//go:noinline
func f261(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	k := 5
	g2(&k)
	x := gs[2]
	println("local 1 global s[2]:", x)
}

//go:noinline
func f262(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	k := 5
	g2(&k)
	x := gs[n]
	println("local 1 global s[n]:", x)
}

//go:noinline
func f263(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	k := 5
	g2(&k)
	t := gs[:2]
	println("local 1 global s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f264(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	k := 5
	g2(&k)
	t := gs[1:]
	println("local 1 global s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f265(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	k := 5
	g2(&k)
	x := s[2]
	println("local 1 local s[2]:", x)
}

//go:noinline
func f266(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	k := 5
	g2(&k)
	x := s[n]
	println("local 1 local s[n]:", x)
}

//go:noinline
func f267(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	k := 5
	g2(&k)
	t := s[:2]
	println("local 1 local s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f268(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	k := 5
	g2(&k)
	t := s[1:]
	println("local 1 local s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f269(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	k := 5
	g2(&k)
	x := s[2]
	println("local 1 str s[2]:", x)
}

//go:noinline
func f270(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	k := 5
	g2(&k)
	x := s[n]
	println("local 1 str s[n]:", x)
}

//go:noinline
func f271(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	k := 5
	g2(&k)
	t := s[:2]
	println("local 1 str s[:2]:", len(t), int(uintptr(unsafe.Pointer(unsafe.StringData(t)))-uintptr(base)))
}

//go:noinline
func f272(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	k := 5
	g2(&k)
	t := s[1:]
	println("local 1 str s[1:]:", len(t), int(uintptr(unsafe.Pointer(unsafe.StringData(t)))-uintptr(base)))
}

//go:noinline
func f273(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	if n > 100 {
		nop()
	}
	x := gs[2]
	println("branch -1 global s[2]:", x)
}

//go:noinline
func f274(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	if n > 100 {
		nop()
	}
	x := gs[n]
	println("branch -1 global s[n]:", x)
}

//go:noinline
func f275(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	if n > 100 {
		nop()
	}
	t := gs[:2]
	println("branch -1 global s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f276(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = -1
	if n > 100 {
		nop()
	}
	t := gs[1:]
	println("branch -1 global s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f277(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	if n > 100 {
		nop()
	}
	x := s[2]
	println("branch -1 local s[2]:", x)
}

//go:noinline
func f278(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	if n > 100 {
		nop()
	}
	x := s[n]
	println("branch -1 local s[n]:", x)
}

//go:noinline
func f279(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	if n > 100 {
		nop()
	}
	t := s[:2]
	println("branch -1 local s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f280(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	if n > 100 {
		nop()
	}
	t := s[1:]
	println("branch -1 local s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f281(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	if n > 100 {
		nop()
	}
	x := s[2]
	println("branch -1 str s[2]:", x)
}

//go:noinline
func f282(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	if n > 100 {
		nop()
	}
	x := s[n]
	println("branch -1 str s[n]:", x)
}

//go:noinline
func f283(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	if n > 100 {
		nop()
	}
	t := s[:2]
	println("branch -1 str s[:2]:", len(t), int(uintptr(unsafe.Pointer(unsafe.StringData(t)))-uintptr(base)))
}

//go:noinline
func f284(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = -1
	if n > 100 {
		nop()
	}
	t := s[1:]
	println("branch -1 str s[1:]:", len(t), int(uintptr(unsafe.Pointer(unsafe.StringData(t)))-uintptr(base)))
}

//go:noinline
func f285(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	if n > 100 {
		nop()
	}
	x := gs[2]
	println("branch 1 global s[2]:", x)
}

//go:noinline
func f286(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	if n > 100 {
		nop()
	}
	x := gs[n]
	println("branch 1 global s[n]:", x)
}

//go:noinline
func f287(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	if n > 100 {
		nop()
	}
	t := gs[:2]
	println("branch 1 global s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f288(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 1
	if n > 100 {
		nop()
	}
	t := gs[1:]
	println("branch 1 global s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f289(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	if n > 100 {
		nop()
	}
	x := s[2]
	println("branch 1 local s[2]:", x)
}

//go:noinline
func f290(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	if n > 100 {
		nop()
	}
	x := s[n]
	println("branch 1 local s[n]:", x)
}

//go:noinline
func f291(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	if n > 100 {
		nop()
	}
	t := s[:2]
	println("branch 1 local s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f292(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	if n > 100 {
		nop()
	}
	t := s[1:]
	println("branch 1 local s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f293(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	if n > 100 {
		nop()
	}
	x := s[2]
	println("branch 1 str s[2]:", x)
}

//go:noinline
func f294(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	if n > 100 {
		nop()
	}
	x := s[n]
	println("branch 1 str s[n]:", x)
}

//go:noinline
func f295(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	if n > 100 {
		nop()
	}
	t := s[:2]
	println("branch 1 str s[:2]:", len(t), int(uintptr(unsafe.Pointer(unsafe.StringData(t)))-uintptr(base)))
}

//go:noinline
func f296(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 1
	if n > 100 {
		nop()
	}
	t := s[1:]
	println("branch 1 str s[1:]:", len(t), int(uintptr(unsafe.Pointer(unsafe.StringData(t)))-uintptr(base)))
}

//go:noinline
func f297(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 3
	h.l = -1
	x := gs[2]
	println("twice -1 global s[2]:", x)
}

//go:noinline
func f298(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 3
	h.l = -1
	x := gs[n]
	println("twice -1 global s[n]:", x)
}

//go:noinline
func f299(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 3
	h.l = -1
	t := gs[:2]
	println("twice -1 global s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f300(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 3
	h.l = -1
	t := gs[1:]
	println("twice -1 global s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f301(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 3
	h.l = -1
	x := s[2]
	println("twice -1 local s[2]:", x)
}

//go:noinline
func f302(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 3
	h.l = -1
	x := s[n]
	println("twice -1 local s[n]:", x)
}

//go:noinline
func f303(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 3
	h.l = -1
	t := s[:2]
	println("twice -1 local s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f304(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 3
	h.l = -1
	t := s[1:]
	println("twice -1 local s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f305(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 3
	h.l = -1
	x := s[2]
	println("twice -1 str s[2]:", x)
}

//go:noinline
func f306(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 3
	h.l = -1
	x := s[n]
	println("twice -1 str s[n]:", x)
}

//go:noinline
func f307(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 3
	h.l = -1
	t := s[:2]
	println("twice -1 str s[:2]:", len(t), int(uintptr(unsafe.Pointer(unsafe.StringData(t)))-uintptr(base)))
}

//go:noinline
func f308(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 3
	h.l = -1
	t := s[1:]
	println("twice -1 str s[1:]:", len(t), int(uintptr(unsafe.Pointer(unsafe.StringData(t)))-uintptr(base)))
}

//go:noinline
func f309(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 3
	h.l = 1
	x := gs[2]
	println("twice 1 global s[2]:", x)
}

//go:noinline
func f310(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 3
	h.l = 1
	x := gs[n]
	println("twice 1 global s[n]:", x)
}

//go:noinline
func f311(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 3
	h.l = 1
	t := gs[:2]
	println("twice 1 global s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f312(n int) {
	gs = mk()
	h := (*sh)(unsafe.Pointer(&gs))
	_ = h
	h.l = 3
	h.l = 1
	t := gs[1:]
	println("twice 1 global s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f313(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 3
	h.l = 1
	x := s[2]
	println("twice 1 local s[2]:", x)
}

//go:noinline
func f314(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 3
	h.l = 1
	x := s[n]
	println("twice 1 local s[n]:", x)
}

//go:noinline
func f315(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 3
	h.l = 1
	t := s[:2]
	println("twice 1 local s[:2]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f316(n int) {
	s := mk()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 3
	h.l = 1
	t := s[1:]
	println("twice 1 local s[1:]:", len(t), cap(t), int(uintptr(unsafe.Pointer(unsafe.SliceData(t)))-uintptr(base)))
}

//go:noinline
func f317(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 3
	h.l = 1
	x := s[2]
	println("twice 1 str s[2]:", x)
}

//go:noinline
func f318(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 3
	h.l = 1
	x := s[n]
	println("twice 1 str s[n]:", x)
}

//go:noinline
func f319(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 3
	h.l = 1
	t := s[:2]
	println("twice 1 str s[:2]:", len(t), int(uintptr(unsafe.Pointer(unsafe.StringData(t)))-uintptr(base)))
}

//go:noinline
func f320(n int) {
	s := mkstr()
	h := (*sh)(unsafe.Pointer(&s))
	_ = h
	h.l = 3
	h.l = 1
	t := s[1:]
	println("twice 1 str s[1:]:", len(t), int(uintptr(unsafe.Pointer(unsafe.StringData(t)))-uintptr(base)))
}
func main() {
	for i := range mem {
		mem[i] = int64(i)
	}
	try("len -1 global s[0]:", func() { f1(1) })
	try("len -1 global s[2]:", func() { f2(1) })
	try("len -1 global s[i]:", func() { f3(1) })
	try("len -1 global &s[2]:", func() { f4(1) })
	try("len -1 global s[n]:", func() { f5(1) })
	try("len -1 global s[:2]:", func() { f6(1) })
	try("len -1 global s[1:]:", func() { f7(1) })
	try("len -1 global s[1:2]:", func() { f8(1) })
	try("len -1 global s[0:]:", func() { f9(1) })
	try("len -1 global s[:]:", func() { f10(1) })
	try("len -1 global s[i:]:", func() { f11(1) })
	try("len -1 global s[:i]:", func() { f12(1) })
	try("len -1 global s[n:]:", func() { f13(1) })
	try("len -1 global s[:n]:", func() { f14(1) })
	try("len -1 global s[n:2]:", func() { f15(1) })
	try("len -1 global s[:2:3]:", func() { f16(1) })
	try("len -1 global s[:n:3]:", func() { f17(1) })
	try("len -1 global s[n:2:3]:", func() { f18(1) })
	try("len -1 global s[1:2:n]:", func() { f19(1) })
	try("len -1 global s[:len(s)]:", func() { f20(1) })
	try("len -1 global s[len(s):]:", func() { f21(1) })
	try("len -1 global s[len(s)-1]:", func() { f22(1) })
	try("len -1 global s[:2:cap(s)]:", func() { f23(1) })
	try("len -1 global s[:len(s):len(s)]:", func() { f24(1) })
	try("len -1 global s[0:0]:", func() { f25(1) })
	try("len -1 global s[0:0:0]:", func() { f26(1) })
	try("len -1 global s[len(s)-1:]:", func() { f27(1) })
	try("len -1 global s[1:len(s)]:", func() { f28(1) })
	try("len -1 local s[2]:", func() { f29(1) })
	try("len -1 local s[n]:", func() { f30(1) })
	try("len -1 local s[:2]:", func() { f31(1) })
	try("len -1 local s[1:]:", func() { f32(1) })
	try("len -1 str s[2]:", func() { f33(1) })
	try("len -1 str s[n]:", func() { f34(1) })
	try("len -1 str s[:2]:", func() { f35(1) })
	try("len -1 str s[1:]:", func() { f36(1) })
	try("len 1 global s[0]:", func() { f37(1) })
	try("len 1 global s[2]:", func() { f38(1) })
	try("len 1 global s[i]:", func() { f39(1) })
	try("len 1 global &s[2]:", func() { f40(1) })
	try("len 1 global s[n]:", func() { f41(1) })
	try("len 1 global s[:2]:", func() { f42(1) })
	try("len 1 global s[1:]:", func() { f43(1) })
	try("len 1 global s[1:2]:", func() { f44(1) })
	try("len 1 global s[0:]:", func() { f45(1) })
	try("len 1 global s[:]:", func() { f46(1) })
	try("len 1 global s[i:]:", func() { f47(1) })
	try("len 1 global s[:i]:", func() { f48(1) })
	try("len 1 global s[n:]:", func() { f49(1) })
	try("len 1 global s[:n]:", func() { f50(1) })
	try("len 1 global s[n:2]:", func() { f51(1) })
	try("len 1 global s[:2:3]:", func() { f52(1) })
	try("len 1 global s[:n:3]:", func() { f53(1) })
	try("len 1 global s[n:2:3]:", func() { f54(1) })
	try("len 1 global s[1:2:n]:", func() { f55(1) })
	try("len 1 global s[:len(s)]:", func() { f56(1) })
	try("len 1 global s[len(s):]:", func() { f57(1) })
	try("len 1 global s[len(s)-1]:", func() { f58(1) })
	try("len 1 global s[:2:cap(s)]:", func() { f59(1) })
	try("len 1 global s[:len(s):len(s)]:", func() { f60(1) })
	try("len 1 global s[0:0]:", func() { f61(1) })
	try("len 1 global s[0:0:0]:", func() { f62(1) })
	try("len 1 global s[len(s)-1:]:", func() { f63(1) })
	try("len 1 global s[1:len(s)]:", func() { f64(1) })
	try("len 1 local s[2]:", func() { f65(1) })
	try("len 1 local s[n]:", func() { f66(1) })
	try("len 1 local s[:2]:", func() { f67(1) })
	try("len 1 local s[1:]:", func() { f68(1) })
	try("len 1 str s[2]:", func() { f69(1) })
	try("len 1 str s[n]:", func() { f70(1) })
	try("len 1 str s[:2]:", func() { f71(1) })
	try("len 1 str s[1:]:", func() { f72(1) })
	try("cap -1 global s[2]:", func() { f73(1) })
	try("cap -1 global s[n]:", func() { f74(1) })
	try("cap -1 global s[:2]:", func() { f75(1) })
	try("cap -1 global s[1:]:", func() { f76(1) })
	try("cap -1 local s[2]:", func() { f77(1) })
	try("cap -1 local s[n]:", func() { f78(1) })
	try("cap -1 local s[:2]:", func() { f79(1) })
	try("cap -1 local s[1:]:", func() { f80(1) })
	try("cap 1 global s[2]:", func() { f81(1) })
	try("cap 1 global s[n]:", func() { f82(1) })
	try("cap 1 global s[:2]:", func() { f83(1) })
	try("cap 1 global s[1:]:", func() { f84(1) })
	try("cap 1 local s[2]:", func() { f85(1) })
	try("cap 1 local s[n]:", func() { f86(1) })
	try("cap 1 local s[:2]:", func() { f87(1) })
	try("cap 1 local s[1:]:", func() { f88(1) })
	try("both -1 global s[2]:", func() { f89(1) })
	try("both -1 global s[n]:", func() { f90(1) })
	try("both -1 global s[:2]:", func() { f91(1) })
	try("both -1 global s[1:]:", func() { f92(1) })
	try("both -1 local s[2]:", func() { f93(1) })
	try("both -1 local s[n]:", func() { f94(1) })
	try("both -1 local s[:2]:", func() { f95(1) })
	try("both -1 local s[1:]:", func() { f96(1) })
	try("both 1 global s[2]:", func() { f97(1) })
	try("both 1 global s[n]:", func() { f98(1) })
	try("both 1 global s[:2]:", func() { f99(1) })
	try("both 1 global s[1:]:", func() { f100(1) })
	try("both 1 local s[2]:", func() { f101(1) })
	try("both 1 local s[n]:", func() { f102(1) })
	try("both 1 local s[:2]:", func() { f103(1) })
	try("both 1 local s[1:]:", func() { f104(1) })
	try("direct -1 global s[2]:", func() { f105(1) })
	try("direct -1 global s[n]:", func() { f106(1) })
	try("direct -1 global s[:2]:", func() { f107(1) })
	try("direct -1 global s[1:]:", func() { f108(1) })
	try("direct -1 local s[2]:", func() { f109(1) })
	try("direct -1 local s[n]:", func() { f110(1) })
	try("direct -1 local s[:2]:", func() { f111(1) })
	try("direct -1 local s[1:]:", func() { f112(1) })
	try("direct -1 str s[2]:", func() { f113(1) })
	try("direct -1 str s[n]:", func() { f114(1) })
	try("direct -1 str s[:2]:", func() { f115(1) })
	try("direct -1 str s[1:]:", func() { f116(1) })
	try("direct 1 global s[2]:", func() { f117(1) })
	try("direct 1 global s[n]:", func() { f118(1) })
	try("direct 1 global s[:2]:", func() { f119(1) })
	try("direct 1 global s[1:]:", func() { f120(1) })
	try("direct 1 local s[2]:", func() { f121(1) })
	try("direct 1 local s[n]:", func() { f122(1) })
	try("direct 1 local s[:2]:", func() { f123(1) })
	try("direct 1 local s[1:]:", func() { f124(1) })
	try("direct 1 str s[2]:", func() { f125(1) })
	try("direct 1 str s[n]:", func() { f126(1) })
	try("direct 1 str s[:2]:", func() { f127(1) })
	try("direct 1 str s[1:]:", func() { f128(1) })
	try("inline -1 global s[2]:", func() { f129(1) })
	try("inline -1 global s[n]:", func() { f130(1) })
	try("inline -1 global s[:2]:", func() { f131(1) })
	try("inline -1 global s[1:]:", func() { f132(1) })
	try("inline -1 local s[2]:", func() { f133(1) })
	try("inline -1 local s[n]:", func() { f134(1) })
	try("inline -1 local s[:2]:", func() { f135(1) })
	try("inline -1 local s[1:]:", func() { f136(1) })
	try("inline -1 str s[2]:", func() { f137(1) })
	try("inline -1 str s[n]:", func() { f138(1) })
	try("inline -1 str s[:2]:", func() { f139(1) })
	try("inline -1 str s[1:]:", func() { f140(1) })
	try("inline 1 global s[2]:", func() { f141(1) })
	try("inline 1 global s[n]:", func() { f142(1) })
	try("inline 1 global s[:2]:", func() { f143(1) })
	try("inline 1 global s[1:]:", func() { f144(1) })
	try("inline 1 local s[2]:", func() { f145(1) })
	try("inline 1 local s[n]:", func() { f146(1) })
	try("inline 1 local s[:2]:", func() { f147(1) })
	try("inline 1 local s[1:]:", func() { f148(1) })
	try("inline 1 str s[2]:", func() { f149(1) })
	try("inline 1 str s[n]:", func() { f150(1) })
	try("inline 1 str s[:2]:", func() { f151(1) })
	try("inline 1 str s[1:]:", func() { f152(1) })
	try("add -1 global s[2]:", func() { f153(1) })
	try("add -1 global s[n]:", func() { f154(1) })
	try("add -1 global s[:2]:", func() { f155(1) })
	try("add -1 global s[1:]:", func() { f156(1) })
	try("add -1 local s[2]:", func() { f157(1) })
	try("add -1 local s[n]:", func() { f158(1) })
	try("add -1 local s[:2]:", func() { f159(1) })
	try("add -1 local s[1:]:", func() { f160(1) })
	try("add -1 str s[2]:", func() { f161(1) })
	try("add -1 str s[n]:", func() { f162(1) })
	try("add -1 str s[:2]:", func() { f163(1) })
	try("add -1 str s[1:]:", func() { f164(1) })
	try("add 1 global s[2]:", func() { f165(1) })
	try("add 1 global s[n]:", func() { f166(1) })
	try("add 1 global s[:2]:", func() { f167(1) })
	try("add 1 global s[1:]:", func() { f168(1) })
	try("add 1 local s[2]:", func() { f169(1) })
	try("add 1 local s[n]:", func() { f170(1) })
	try("add 1 local s[:2]:", func() { f171(1) })
	try("add 1 local s[1:]:", func() { f172(1) })
	try("add 1 str s[2]:", func() { f173(1) })
	try("add 1 str s[n]:", func() { f174(1) })
	try("add 1 str s[:2]:", func() { f175(1) })
	try("add 1 str s[1:]:", func() { f176(1) })
	try("call -1 global s[2]:", func() { f177(1) })
	try("call -1 global s[n]:", func() { f178(1) })
	try("call -1 global s[:2]:", func() { f179(1) })
	try("call -1 global s[1:]:", func() { f180(1) })
	try("call -1 local s[2]:", func() { f181(1) })
	try("call -1 local s[n]:", func() { f182(1) })
	try("call -1 local s[:2]:", func() { f183(1) })
	try("call -1 local s[1:]:", func() { f184(1) })
	try("call -1 str s[2]:", func() { f185(1) })
	try("call -1 str s[n]:", func() { f186(1) })
	try("call -1 str s[:2]:", func() { f187(1) })
	try("call -1 str s[1:]:", func() { f188(1) })
	try("call 1 global s[2]:", func() { f189(1) })
	try("call 1 global s[n]:", func() { f190(1) })
	try("call 1 global s[:2]:", func() { f191(1) })
	try("call 1 global s[1:]:", func() { f192(1) })
	try("call 1 local s[2]:", func() { f193(1) })
	try("call 1 local s[n]:", func() { f194(1) })
	try("call 1 local s[:2]:", func() { f195(1) })
	try("call 1 local s[1:]:", func() { f196(1) })
	try("call 1 str s[2]:", func() { f197(1) })
	try("call 1 str s[n]:", func() { f198(1) })
	try("call 1 str s[:2]:", func() { f199(1) })
	try("call 1 str s[1:]:", func() { f200(1) })
	try("var -1 global s[2]:", func() { f201(1) })
	try("var -1 global s[n]:", func() { f202(1) })
	try("var -1 global s[:2]:", func() { f203(1) })
	try("var -1 global s[1:]:", func() { f204(1) })
	try("var -1 local s[2]:", func() { f205(1) })
	try("var -1 local s[n]:", func() { f206(1) })
	try("var -1 local s[:2]:", func() { f207(1) })
	try("var -1 local s[1:]:", func() { f208(1) })
	try("var -1 str s[2]:", func() { f209(1) })
	try("var -1 str s[n]:", func() { f210(1) })
	try("var -1 str s[:2]:", func() { f211(1) })
	try("var -1 str s[1:]:", func() { f212(1) })
	try("var 1 global s[2]:", func() { f213(1) })
	try("var 1 global s[n]:", func() { f214(1) })
	try("var 1 global s[:2]:", func() { f215(1) })
	try("var 1 global s[1:]:", func() { f216(1) })
	try("var 1 local s[2]:", func() { f217(1) })
	try("var 1 local s[n]:", func() { f218(1) })
	try("var 1 local s[:2]:", func() { f219(1) })
	try("var 1 local s[1:]:", func() { f220(1) })
	try("var 1 str s[2]:", func() { f221(1) })
	try("var 1 str s[n]:", func() { f222(1) })
	try("var 1 str s[:2]:", func() { f223(1) })
	try("var 1 str s[1:]:", func() { f224(1) })
	try("other -1 global s[2]:", func() { f225(1) })
	try("other -1 global s[n]:", func() { f226(1) })
	try("other -1 global s[:2]:", func() { f227(1) })
	try("other -1 global s[1:]:", func() { f228(1) })
	try("other -1 local s[2]:", func() { f229(1) })
	try("other -1 local s[n]:", func() { f230(1) })
	try("other -1 local s[:2]:", func() { f231(1) })
	try("other -1 local s[1:]:", func() { f232(1) })
	try("other -1 str s[2]:", func() { f233(1) })
	try("other -1 str s[n]:", func() { f234(1) })
	try("other -1 str s[:2]:", func() { f235(1) })
	try("other -1 str s[1:]:", func() { f236(1) })
	try("other 1 global s[2]:", func() { f237(1) })
	try("other 1 global s[n]:", func() { f238(1) })
	try("other 1 global s[:2]:", func() { f239(1) })
	try("other 1 global s[1:]:", func() { f240(1) })
	try("other 1 local s[2]:", func() { f241(1) })
	try("other 1 local s[n]:", func() { f242(1) })
	try("other 1 local s[:2]:", func() { f243(1) })
	try("other 1 local s[1:]:", func() { f244(1) })
	try("other 1 str s[2]:", func() { f245(1) })
	try("other 1 str s[n]:", func() { f246(1) })
	try("other 1 str s[:2]:", func() { f247(1) })
	try("other 1 str s[1:]:", func() { f248(1) })
	try("local -1 global s[2]:", func() { f249(1) })
	try("local -1 global s[n]:", func() { f250(1) })
	try("local -1 global s[:2]:", func() { f251(1) })
	try("local -1 global s[1:]:", func() { f252(1) })
	try("local -1 local s[2]:", func() { f253(1) })
	try("local -1 local s[n]:", func() { f254(1) })
	try("local -1 local s[:2]:", func() { f255(1) })
	try("local -1 local s[1:]:", func() { f256(1) })
	try("local -1 str s[2]:", func() { f257(1) })
	try("local -1 str s[n]:", func() { f258(1) })
	try("local -1 str s[:2]:", func() { f259(1) })
	try("local -1 str s[1:]:", func() { f260(1) })
	try("local 1 global s[2]:", func() { f261(1) })
	try("local 1 global s[n]:", func() { f262(1) })
	try("local 1 global s[:2]:", func() { f263(1) })
	try("local 1 global s[1:]:", func() { f264(1) })
	try("local 1 local s[2]:", func() { f265(1) })
	try("local 1 local s[n]:", func() { f266(1) })
	try("local 1 local s[:2]:", func() { f267(1) })
	try("local 1 local s[1:]:", func() { f268(1) })
	try("local 1 str s[2]:", func() { f269(1) })
	try("local 1 str s[n]:", func() { f270(1) })
	try("local 1 str s[:2]:", func() { f271(1) })
	try("local 1 str s[1:]:", func() { f272(1) })
	try("branch -1 global s[2]:", func() { f273(1) })
	try("branch -1 global s[n]:", func() { f274(1) })
	try("branch -1 global s[:2]:", func() { f275(1) })
	try("branch -1 global s[1:]:", func() { f276(1) })
	try("branch -1 local s[2]:", func() { f277(1) })
	try("branch -1 local s[n]:", func() { f278(1) })
	try("branch -1 local s[:2]:", func() { f279(1) })
	try("branch -1 local s[1:]:", func() { f280(1) })
	try("branch -1 str s[2]:", func() { f281(1) })
	try("branch -1 str s[n]:", func() { f282(1) })
	try("branch -1 str s[:2]:", func() { f283(1) })
	try("branch -1 str s[1:]:", func() { f284(1) })
	try("branch 1 global s[2]:", func() { f285(1) })
	try("branch 1 global s[n]:", func() { f286(1) })
	try("branch 1 global s[:2]:", func() { f287(1) })
	try("branch 1 global s[1:]:", func() { f288(1) })
	try("branch 1 local s[2]:", func() { f289(1) })
	try("branch 1 local s[n]:", func() { f290(1) })
	try("branch 1 local s[:2]:", func() { f291(1) })
	try("branch 1 local s[1:]:", func() { f292(1) })
	try("branch 1 str s[2]:", func() { f293(1) })
	try("branch 1 str s[n]:", func() { f294(1) })
	try("branch 1 str s[:2]:", func() { f295(1) })
	try("branch 1 str s[1:]:", func() { f296(1) })
	try("twice -1 global s[2]:", func() { f297(1) })
	try("twice -1 global s[n]:", func() { f298(1) })
	try("twice -1 global s[:2]:", func() { f299(1) })
	try("twice -1 global s[1:]:", func() { f300(1) })
	try("twice -1 local s[2]:", func() { f301(1) })
	try("twice -1 local s[n]:", func() { f302(1) })
	try("twice -1 local s[:2]:", func() { f303(1) })
	try("twice -1 local s[1:]:", func() { f304(1) })
	try("twice -1 str s[2]:", func() { f305(1) })
	try("twice -1 str s[n]:", func() { f306(1) })
	try("twice -1 str s[:2]:", func() { f307(1) })
	try("twice -1 str s[1:]:", func() { f308(1) })
	try("twice 1 global s[2]:", func() { f309(1) })
	try("twice 1 global s[n]:", func() { f310(1) })
	try("twice 1 global s[:2]:", func() { f311(1) })
	try("twice 1 global s[1:]:", func() { f312(1) })
	try("twice 1 local s[2]:", func() { f313(1) })
	try("twice 1 local s[n]:", func() { f314(1) })
	try("twice 1 local s[:2]:", func() { f315(1) })
	try("twice 1 local s[1:]:", func() { f316(1) })
	try("twice 1 str s[2]:", func() { f317(1) })
	try("twice 1 str s[n]:", func() { f318(1) })
	try("twice 1 str s[:2]:", func() { f319(1) })
	try("twice 1 str s[1:]:", func() { f320(1) })
}
