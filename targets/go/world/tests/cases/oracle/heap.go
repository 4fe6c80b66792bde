package main

// The areas alloc and gc of the facts: one span of 1152-byte objects is overwritten; pointers to bad places are kept where
// the collector looks; the only pointer to an object is hidden. The variables area, what, value, op and offsets are put in
// front.

import (
	"runtime"
	"unsafe"
)

//go:linkname spanOf runtime.spanOf
func spanOf(p uintptr) unsafe.Pointer

// VARIABLES

type object struct{ w [144]uint64 }
type holder struct {
	p unsafe.Pointer
	w [15]uint64
}
type tail struct{ w [12]uint64 }

var objects [256]*object
var count int
var region [512]uint64
var global unsafe.Pointer
var number uintptr
var keep *holder
var bytes []byte
var escape [3]unsafe.Pointer

func add() uintptr {
	o := new(object)
	o.w[0], o.w[143] = uint64(100+count), uint64(100+count)
	objects[count] = o
	count++
	return uintptr(unsafe.Pointer(o))
}

func at(s unsafe.Pointer, off, width int) uint64 {
	p := unsafe.Add(s, off)
	switch width {
	case 1:
		return uint64(*(*uint8)(p))
	case 2:
		return uint64(*(*uint16)(p))
	case 4:
		return uint64(*(*uint32)(p))
	}
	return *(*uint64)(p)
}

func put(s unsafe.Pointer, off, width int, v uint64) {
	p := unsafe.Add(s, off)
	switch width {
	case 1:
		*(*uint8)(p) = uint8(v)
	case 2:
		*(*uint16)(p) = uint16(v)
	case 4:
		*(*uint32)(p) = uint32(v)
	default:
		*(*uint64)(p) = v
	}
}

func base(s unsafe.Pointer) uintptr { return *(*uintptr)(unsafe.Add(s, 24)) }

// cached gives a span that has three objects and is allocated from.
func cached() unsafe.Pointer {
	s := spanOf(add())
	for in := 1; ; {
		t := spanOf(add())
		if t != s {
			s, in = t, 0
			count = 0
			objects[0] = objects[1]
			for i := range objects {
				if objects[i] != nil && spanOf(uintptr(unsafe.Pointer(objects[i]))) == t {
					objects[0] = objects[i]
				}
			}
			objects[0].w[0], objects[0].w[143] = 100, 100
			for i := 1; i < len(objects); i++ {
				objects[i] = nil
			}
			count = 1
			add()
			add()
			return s
		}
		in++
	}
}

// swept gives a span of which the first and the last object live, after a collection.
func swept() unsafe.Pointer {
	s := cached()
	for count < 7 {
		add()
	}
	for i := 7; i < 20; i++ {
		add()
	}
	for i := range objects {
		if i != 0 && i != 6 {
			objects[i] = nil
		}
	}
	runtime.GC()
	count = 20
	return s
}

func tamper(s unsafe.Pointer) {
	n := at(s, nelemsAt, nelemsWidth)
	old := at(s, off, width)
	switch value {
	case "-":
	case "+1":
		put(s, off, width, old+1)
	case "-1":
		put(s, off, width, old-1)
	case "nelems":
		put(s, off, width, n)
	case "nelems+1":
		put(s, off, width, n+1)
	case "half":
		put(s, off, width, old/2)
	case "double":
		put(s, off, width, 2*old)
	case "flip-noscan":
		put(s, off, width, old^1)
	case "base":
		put(s, off, width, uint64(base(s)))
	case "+1152":
		put(s, off, width, old+1152)
	case "nil":
		put(s, off, width, 0)
	case "unmapped":
		put(s, off, width, 0x700000000000)
	case "self":
		put(s, off, width, uint64(uintptr(s)))
	case "ones":
		put(s, off, width, ^uint64(0))
	case "allones":
		*(*uint64)(unsafe.Pointer(uintptr(old))) = ^uint64(0)
	case "clear", "clear+allocCount=0":
		*(*uint64)(unsafe.Pointer(uintptr(old))) = 0
		if value != "clear" {
			put(s, allocCountAt, 2, 0)
		}
	case "double-free", "double-free-consistent":
		put(s, freeindexAt, nelemsWidth, at(s, freeindexAt, nelemsWidth)-1)
		put(s, allocCacheAt, 8, at(s, allocCacheAt, 8)<<1|1)
		if value != "double-free" {
			put(s, allocCountAt, 2, at(s, allocCountAt, 2)-1)
		}
	case "slot3":
		objects[3] = (*object)(unsafe.Pointer(base(s) + 3*1152))
	default:
		put(s, off, width, number64)
	}
}

func aliases() int {
	n := 0
	for i := 0; i < count; i++ {
		for j := 0; j < i; j++ {
			if objects[i] != nil && objects[i] == objects[j] {
				n++
			}
		}
	}
	return n
}

func fill(s unsafe.Pointer) {
	for i := 0; i < 8; i++ {
		if spanOf(add()) != s && i > 4 {
			break
		}
	}
	println("filled, aliases", aliases())
}

func show(s unsafe.Pointer) {
	println("freeindex", at(s, freeindexAt, nelemsWidth), "nelems", at(s, nelemsAt, nelemsWidth),
		"allocCount", at(s, allocCountAt, 2))
}

func alloc(s unsafe.Pointer) {
	tamper(s)
	switch op {
	case "alloc1":
		println("slot", (add()-base(s))/1152, "aliases", aliases())
	case "fill":
		fill(s)
	case "gc":
		runtime.GC()
		show(s)
	case "gc+fill":
		runtime.GC()
		show(s)
		fill(s)
	case "fill+gc":
		fill(s)
		runtime.GC()
		show(s)
	}
	if objects[0] != nil {
		println("first", objects[0].w[0], objects[0].w[143])
	}
}

func dead() uintptr {
	o := &holder{w: [15]uint64{0xd05}}
	escape[0] = unsafe.Pointer(o)
	escape[0] = nil
	return uintptr(unsafe.Pointer(o))
}

func bad() unsafe.Pointer {
	var p uintptr
	switch what {
	case "none":
		return nil
	case "unused-tail-of-span":
		o := new(tail)
		escape[1] = unsafe.Pointer(o)
		p = uintptr(unsafe.Pointer(o))&^8191 + 8191 - 15
	case "freed-small-slot", "freed-small-slot-interior":
		escape[1] = unsafe.Pointer(&holder{})
		p = dead()
		escape[2] = unsafe.Pointer(&holder{})
		runtime.GC()
		if what == "freed-small-slot-interior" {
			p += 24
		}
	case "never-heap":
		p = 0x700000000000
	case "noncanon":
		p = 0xdeadbeefdeadbeef
	case "small-int":
		p = 0x123
	case "arena-unused":
		p = 0xc000000000 + 63<<20
	case "next-arena":
		p = 0xc000000000 + 640<<20
	}
	return *(*unsafe.Pointer)(unsafe.Pointer(&p))
}

func collect(p unsafe.Pointer) {
	switch op {
	case "heap":
		keep = &holder{p: p}
	case "global":
		global = p
	case "uintptr":
		number = uintptr(p)
	}
	runtime.GC()
	runtime.GC()
	println("survived")
	if op == "stack" && p == unsafe.Pointer(&region) {
		println("it points to a variable")
	}
}

func hide() (uintptr, unsafe.Pointer) {
	o := &object{}
	escape[0] = unsafe.Pointer(o)
	escape[0] = nil
	o.w[0] = 0xd05
	p := uintptr(unsafe.Pointer(o))
	switch what {
	case "real-pointer":
		global = unsafe.Pointer(o)
	case "uintptr":
		number = p
	case "noscan-bytes":
		bytes = make([]byte, 8)
		*(*uintptr)(unsafe.Pointer(&bytes[0])) = p
	case "xor":
		number = p ^ 0xffff
	case "tagged-low-bits":
		global = unsafe.Pointer(p + 3)
	case "tagged-high-bits":
		number = p | 1<<60
	case "one-past-end":
		number = p + 1152
	}
	return p, nil
}

func uaf() {
	add()
	p, _ := hide()
	add()
	runtime.GC()
	s := spanOf(p)
	index := (p - base(s)) / 1152
	allocated := *(*uint8)(unsafe.Pointer(uintptr(at(s, allocBitsAt, 8)) + index/8))>>(index%8)&1 != 0
	o := (*object)(unsafe.Pointer(p))
	println("allocated", allocated, "value", o.w[0])
	if op == "realloc" {
		for i := 0; i < 8; i++ {
			add()
		}
		println("reused", o.w[0] != 0xd05)
	}
}

func main() {
	runtime.GOMAXPROCS(1)
	runtime.GC()
	switch area {
	case "cached":
		alloc(cached())
	case "swept":
		alloc(swept())
	case "bad":
		collect(bad())
	case "uaf":
		uaf()
	}
}
