package main

// The area slice of the facts: a slice's header is overwritten, then one operation. The variables data, length, capacity
// and op are put in front, with the type elem and how to make one.

import (
	"runtime"
	"unsafe"
)

// VARIABLES

type header struct {
	data     uintptr
	len, cap int
}

var region [64]uint64
var text = "read-only memory of some length"
var global []elem
var source, target []elem

func place(old uintptr, h *header) uintptr {
	switch data {
	case "nil":
		return 0
	case "p10":
		return 0x10
	case "p1000":
		return 0x1000
	case "noncanon":
		return 0xdeadbeefdeadbeef
	case "unmapped":
		return 0x700000000000
	case "romem":
		return *(*uintptr)(unsafe.Pointer(&text))
	case "rwmem", "bss":
		return uintptr(unsafe.Pointer(&region[0]))
	case "mis":
		return old + 1
	case "self":
		return uintptr(unsafe.Pointer(h))
	}
	return old
}

func act(s []elem) {
	switch op {
	case "idx0":
		_ = s[index(0)] == one
	case "idx2":
		_ = s[index(2)] == one
	case "idx3":
		_ = s[index(3)] == one
	case "idx4":
		_ = s[index(4)] == one
	case "idx7":
		_ = s[index(7)] == one
	case "idx500":
		_ = s[index(500)] == one
	case "idx100000":
		_ = s[index(100000)] == one
	case "set1":
		s[index(1)] = one
	case "set4":
		s[index(4)] = one
	case "app1":
		global = append(s, one)
		println("len", len(global), "cap", cap(global))
	case "app100":
		global = append(s, target[:100]...)
		println("len", len(global), "cap", cap(global))
	case "range":
		n := 0
		for range s {
			n++
			if n == 2000000 {
				break
			}
		}
		println("steps", n)
		for _, v := range s {
			if v == one {
				n++
			}
			if n > 2000000 {
				break
			}
		}
	case "copyto":
		println("copied", copy(target[:64], s))
	case "copyfrom":
		println("copied", copy(s, source[:2]))
	case "to3":
		show(s[:index(3)])
	case "to4":
		show(s[:index(4)])
	case "to5":
		show(s[:index(5)])
	case "to1000":
		show(s[:index(1000)])
	case "from1":
		show(s[index(1):])
	case "from5":
		show(s[index(5):])
	case "arr4":
		_ = (*[4]elem)(s)
	case "len":
		show(s)
	case "gc":
		runtime.GC()
	}
}

func index(i int) int { return i + zero }

var zero int

func show(s []elem) { println("len", len(s), "cap", cap(s)) }

func main() {
	source, target = make([]elem, 4), make([]elem, 128)
	global = make([]elem, 4)
	h := (*header)(unsafe.Pointer(&global))
	h.data = place(h.data, h)
	if setLength {
		h.len = length
	}
	if setCapacity {
		h.cap = capacity
	}
	act(global)
	println("done")
}
