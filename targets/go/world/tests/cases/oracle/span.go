package main

// What span_oracle.rs runs, and what was run on real Go: a span is set up, one of its fields overwritten, then something
// allocates or collects. The constants kind, which, off, width, how, val, op, nelemsAt and nelemsWidth are put in front.

import (
	"runtime"
	"unsafe"
)

//go:linkname spanOf runtime.spanOf
func spanOf(p uintptr) unsafe.Pointer

type n64 struct{ w [8]uint64 }
type p64 struct {
	p *uint64
	w [6]uint64
	q *p64
}
type n1024 struct{ w [128]uint64 }
type p1024 struct {
	p *uint64
	w [126]uint64
	q *p1024
}
type pbig struct {
	p *uint64
	w [12700]uint64
	q *pbig
}

// VARIABLES

const room = 4000

var n64s [room]*n64
var p64s [room]*p64
var n1024s [room]*n1024
var p1024s [room]*p1024
var pbigs [64]*pbig
var count int
var fresh int
var region [512]uint64
var slices [][]uint64
var sink []byte

func tag(i int) uint64 { return 0xabc0000 + uint64(i) }

func value(i int) *uint64 {
	p := new(uint64)
	*p = tag(i)
	return p
}

// add allocates object i of the setup's kind.
func add(i int) uintptr {
	switch kind {
	case "n64":
		o := new(n64)
		for _, w := range o.w {
			if w != 0 {
				fresh++
				break
			}
		}
		o.w[0], o.w[7] = tag(i), tag(i)
		n64s[i] = o
		return uintptr(unsafe.Pointer(o))
	case "p64":
		o := new(p64)
		if o.p != nil || o.w[0] != 0 || o.q != nil {
			fresh++
		}
		o.p, o.w[0] = value(i), tag(i)
		p64s[i] = o
		return uintptr(unsafe.Pointer(o))
	case "n1024":
		o := new(n1024)
		o.w[0], o.w[127] = tag(i), tag(i)
		n1024s[i] = o
		return uintptr(unsafe.Pointer(o))
	case "p1024":
		o := new(p1024)
		o.p, o.w[0] = value(i), tag(i)
		p1024s[i] = o
		return uintptr(unsafe.Pointer(o))
	default:
		o := new(pbig)
		o.p, o.w[0], o.w[12699] = value(i), tag(i), tag(i)
		pbigs[i] = o
		return uintptr(unsafe.Pointer(o))
	}
}

// verify counts objects that are not what they were.
func verify() int {
	bad := 0
	for i := 0; i < count; i++ {
		switch kind {
		case "n64":
			if o := n64s[i]; o != nil && (o.w[0] != tag(i) || o.w[7] != tag(i)) {
				bad++
			}
		case "p64":
			if o := p64s[i]; o != nil && (o.w[0] != tag(i) || *o.p != tag(i)) {
				bad++
			}
		case "n1024":
			if o := n1024s[i]; o != nil && (o.w[0] != tag(i) || o.w[127] != tag(i)) {
				bad++
			}
		case "p1024":
			if o := p1024s[i]; o != nil && (o.w[0] != tag(i) || *o.p != tag(i)) {
				bad++
			}
		default:
			if o := pbigs[i]; o != nil && (o.w[0] != tag(i) || o.w[12699] != tag(i) || *o.p != tag(i)) {
				bad++
			}
		}
	}
	return bad
}

// drop forgets every object, or every other one.
func drop(step int) {
	for i := 0; i < count; i += step {
		n64s[i], p64s[i], n1024s[i], p1024s[i] = nil, nil, nil, nil
		if i < len(pbigs) {
			pbigs[i] = nil
		}
	}
}

func more(n int) {
	for ; n > 0; n-- {
		add(count)
		count++
	}
}

// prepare allocates until a new span of the kind has five objects; gives one of them, or one of the full span before.
func prepare() uintptr {
	if kind == "pbig" {
		a := add(0)
		count = 1
		more(2)
		return a
	}
	first := add(0)
	count = 1
	s := spanOf(first)
	full, in := first, 0
	for spans := 0; spans < 2 || in < 5; {
		a := add(count)
		count++
		if spanOf(a) != s {
			if spans == 1 {
				full = first
			}
			s, first, in = spanOf(a), a, 0
			spans++
		}
		in++
		if spans == 2 && in == 5 {
			break
		}
	}
	if which == "full" {
		return full
	}
	return first
}

func load(p unsafe.Pointer) uint64 {
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

func store(p unsafe.Pointer, v uint64) {
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

func field(s unsafe.Pointer, at int) uint64 { return *(*uint64)(unsafe.Add(s, at)) }

func tamper(s unsafe.Pointer) {
	p := unsafe.Add(s, off)
	old := load(p)
	v := uint64(val)
	switch how {
	case "set":
		old = v
	case "add":
		old += v
	case "sub":
		old -= v
	case "xor":
		old ^= v
	case "field":
		old = field(s, int(val))
	case "unmapped":
		old = 0x700000000000
	case "romem":
		old = uint64(*(*uintptr)(unsafe.Pointer(&romem)))
	case "rwmem":
		old = uint64(uintptr(unsafe.Pointer(&region[0])))
	case "ones":
		for i := range region {
			region[i] = ^uint64(0)
		}
		old = uint64(uintptr(unsafe.Pointer(&region[0])))
	}
	store(p, old)
}

var romem = "read-only memory, long enough for the bits of a span of small objects, which are sixteen bytes or so"

func nelems(s unsafe.Pointer) uint64 {
	if nelemsWidth == 2 {
		return uint64(*(*uint16)(unsafe.Add(s, nelemsAt)))
	}
	return field(s, nelemsAt)
}

func act() {
	switch op {
	case "alloc1":
		more(1)
	case "alloc1000":
		many()
	case "append100":
		for i := 0; i < 100; i++ {
			slices = append(slices, []uint64{uint64(i)})
		}
	case "gc":
		runtime.GC()
	case "gc2+alloc1000":
		runtime.GC()
		runtime.GC()
		many()
	case "gc2+alloc20":
		runtime.GC()
		runtime.GC()
		more(20)
	case "drop+gc2+alloc1000":
		drop(1)
		runtime.GC()
		runtime.GC()
		many()
	case "drop+gc2+alloc20":
		drop(1)
		runtime.GC()
		runtime.GC()
		more(20)
	case "drophalf+gc2+alloc1000":
		drop(2)
		runtime.GC()
		runtime.GC()
		many()
	case "drophalf+gc2+alloc20":
		drop(2)
		runtime.GC()
		runtime.GC()
		more(20)
	}
}

func many() {
	if kind == "pbig" {
		more(20)
		return
	}
	more(1000)
}

func main() {
	runtime.GOMAXPROCS(1)
	runtime.GC()
	s := spanOf(prepare())
	if how == "nelems" {
		store(unsafe.Add(s, off), nelems(s))
	} else {
		tamper(s)
	}
	act()
	if bad := verify(); bad != 0 || fresh != 0 {
		println("wrong", bad, fresh)
		return
	}
	println("ok")
}
