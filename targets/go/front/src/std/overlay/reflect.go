package reflect

import (
	"internal/abi"
	"unsafe"
)

// What the runtime does for package reflect. A function here stands for the one without a body whose name follows tearpoint_.

// The addresses of the types without a name, in the order of their strings.
func tearpoint_types() (list unsafe.Pointer, n int)

// The itab of the type t for the interface type iface; 0 if t lacks a method.
func tearpoint_itab(iface, t *abi.Type) uintptr

// Offsets of what is in the program's image count from here; those that are negative stand in a list of what was made since.
const imageBase = 0x480000

var madeSince []unsafe.Pointer

func tearpoint_addReflectOff(ptr unsafe.Pointer) int32 {
	for i, known := range madeSince {
		if known == ptr {
			return -int32(i) - 1
		}
	}
	madeSince = append(madeSince, ptr)
	return -int32(len(madeSince))
}

func resolve(off int32) unsafe.Pointer {
	if off < 0 {
		return madeSince[-off-1]
	}
	if off == 0 {
		return nil
	}
	return unsafe.Add(unsafe.Pointer(uintptr(imageBase)), int(off))
}

func tearpoint_resolveNameOff(ptrInModule unsafe.Pointer, off int32) unsafe.Pointer {
	return resolve(off)
}
func tearpoint_resolveTypeOff(rtype unsafe.Pointer, off int32) unsafe.Pointer { return resolve(off) }
func tearpoint_resolveTextOff(rtype unsafe.Pointer, off int32) unsafe.Pointer { return resolve(off) }

func compiledTypes() []*abi.Type {
	list, n := tearpoint_types()
	return unsafe.Slice((**abi.Type)(list), n)
}

func tearpoint_compiledTypelinks() ([]*abi.Type, [][]*abi.Type) { return compiledTypes(), nil }

func tearpoint_typelinks() (sections []unsafe.Pointer, offset [][]int32) {
	types := compiledTypes()
	offsets := make([]int32, len(types))
	for i, t := range types {
		offsets[i] = int32(uintptr(unsafe.Pointer(t)) - imageBase)
	}
	return []unsafe.Pointer{unsafe.Pointer(uintptr(imageBase))}, [][]int32{offsets}
}

type words struct {
	tab, data unsafe.Pointer
}

func tearpoint_ifaceE2I(t *abi.Type, src any, dst unsafe.Pointer) {
	from := (*words)(unsafe.Pointer(&src))
	itab := tearpoint_itab(t, (*abi.Type)(from.tab))
	if itab == 0 {
		panic("reflect: " + toType((*abi.Type)(from.tab)).String() + " is not " + toType(t).String() + ": missing method")
	}
	*(*uintptr)(dst) = itab
	(*words)(dst).data = from.data
}

//go:linkname runtime_memclr runtime.memclrHasPointers
func runtime_memclr(ptr unsafe.Pointer, n uintptr)

//go:linkname runtime_memmove runtime.memmove
func runtime_memmove(to, from unsafe.Pointer, n uintptr)

func tearpoint_typedmemclr(t *abi.Type, ptr unsafe.Pointer)   { runtime_memclr(ptr, t.Size_) }
func tearpoint_memmove(dst, src unsafe.Pointer, size uintptr) { runtime_memmove(dst, src, size) }

func tearpoint_typedmemclrpartial(t *abi.Type, ptr unsafe.Pointer, off, size uintptr) {
	runtime_memclr(ptr, size)
}

func tearpoint_typedarrayclear(elem *abi.Type, ptr unsafe.Pointer, n int) {
	runtime_memclr(ptr, elem.Size_*uintptr(n))
}

type sliceHeader struct {
	array    unsafe.Pointer
	len, cap int
}

func tearpoint_typedslicecopy(t *abi.Type, dst, src sliceHeader) int {
	n := min(dst.len, src.len)
	if n > 0 {
		runtime_memmove(dst.array, src.array, t.Size_*uintptr(n))
	}
	return n
}

//go:linkname runtime_growslice runtime.growslice
func runtime_growslice(oldPtr unsafe.Pointer, newLen, oldCap, num int, et *abi.Type) sliceHeader

func tearpoint_growslice(t *abi.Type, old sliceHeader, num int) sliceHeader {
	num -= old.cap - old.len
	grown := runtime_growslice(old.array, old.cap+num, old.cap, num, t)
	if !t.Pointers() {
		runtime_memclr(unsafe.Add(grown.array, uintptr(old.len)*t.Size_), uintptr(grown.cap-old.len)*t.Size_)
	}
	grown.len = old.len
	return grown
}

func tearpoint_unsafeslice(t *abi.Type, ptr unsafe.Pointer, n int) {
	if n < 0 {
		panic("unsafe.Slice: len out of range")
	}
}

func tearpoint_verifyNotInHeapPtr(p uintptr) bool { return p != ^uintptr(0) }

func tearpoint_chanlen(ch unsafe.Pointer) int {
	if ch == nil {
		return 0
	}
	return *(*int)(ch)
}

func tearpoint_chancap(ch unsafe.Pointer) int {
	if ch == nil {
		return 0
	}
	return *(*int)(unsafe.Add(ch, 8))
}

//go:linkname runtime_closechan runtime.closechan
func runtime_closechan(ch unsafe.Pointer)

func tearpoint_chanclose(ch unsafe.Pointer) { runtime_closechan(ch) }

type selectCase struct {
	ch, elem unsafe.Pointer
}

//go:linkname runtime_selectgo runtime.selectgo
func runtime_selectgo(cas0 *selectCase, order0 *uint16, pc0 *uintptr, nsends, nrecvs int, block bool) (int, bool)

func tearpoint_rselect(cases []runtimeSelect) (chosen int, recvOK bool) {
	if len(cases) == 0 {
		select {}
	}
	var list []selectCase
	var places []int
	other := -1
	for i, rc := range cases {
		if rc.dir == SelectSend {
			list, places = append(list, selectCase{rc.ch, rc.val}), append(places, i)
		}
	}
	sends := len(list)
	// Those that receive are given from the last to the first.
	for i := len(cases) - 1; i >= 0; i-- {
		switch rc := cases[i]; rc.dir {
		case SelectRecv:
			list, places = append(list, selectCase{rc.ch, rc.val}), append(places, i)
		case SelectDefault:
			other = i
		}
	}
	if len(list) == 0 {
		return other, false
	}
	order := make([]uint16, 2*len(list))
	at, ok := runtime_selectgo(&list[0], &order[0], nil, sends, len(list)-sends, other < 0)
	if at < 0 {
		return other, false
	}
	return places[at], ok
}

//go:linkname runtime_makemap runtime.makemap
func runtime_makemap(t *abi.Type, hint int, m unsafe.Pointer) unsafe.Pointer

//go:linkname runtime_mapaccess2 runtime.mapaccess2
func runtime_mapaccess2(t *abi.Type, m, key unsafe.Pointer) (unsafe.Pointer, bool)

//go:linkname runtime_mapassign runtime.mapassign
func runtime_mapassign(t *abi.Type, m, key unsafe.Pointer) unsafe.Pointer

//go:linkname runtime_mapdelete runtime.mapdelete
func runtime_mapdelete(t *abi.Type, m, key unsafe.Pointer)

//go:linkname runtime_mapclear runtime.mapclear
func runtime_mapclear(t *abi.Type, m unsafe.Pointer)

func tearpoint_makemap(t *abi.Type, n int) unsafe.Pointer { return runtime_makemap(t, n, nil) }
func tearpoint_mapclear(t *abi.Type, m unsafe.Pointer)    { runtime_mapclear(t, m) }

func tearpoint_mapaccess(t *abi.Type, m, key unsafe.Pointer) unsafe.Pointer {
	if elem, ok := runtime_mapaccess2(t, m, key); ok {
		return elem
	}
	return nil
}

func tearpoint_mapaccess_faststr(t *abi.Type, m unsafe.Pointer, key string) unsafe.Pointer {
	return tearpoint_mapaccess(t, m, unsafe.Pointer(&key))
}

func tearpoint_mapassign0(t *abi.Type, m, key, val unsafe.Pointer) {
	typedmemmove(t.Elem(), runtime_mapassign(t, m, key), val)
}

func tearpoint_mapassign_faststr0(t *abi.Type, m unsafe.Pointer, key string, val unsafe.Pointer) {
	tearpoint_mapassign0(t, m, unsafe.Pointer(&key), val)
}

func tearpoint_mapdelete(t *abi.Type, m, key unsafe.Pointer) { runtime_mapdelete(t, m, key) }

func tearpoint_mapdelete_faststr(t *abi.Type, m unsafe.Pointer, key string) {
	runtime_mapdelete(t, m, unsafe.Pointer(&key))
}

// Until Go 1.23 iterators are the runtime's.

//go:linkname runtime_mapiterinit runtime.mapiterinit
func runtime_mapiterinit(t *abi.Type, m, it unsafe.Pointer)

//go:linkname runtime_mapiternext runtime.mapiternext
func runtime_mapiternext(it unsafe.Pointer)

func tearpoint_mapiterinit(t *abi.Type, m, it unsafe.Pointer) { runtime_mapiterinit(t, m, it) }
func tearpoint_mapiternext(it unsafe.Pointer)                 { runtime_mapiternext(it) }
func tearpoint_mapiterkey(it unsafe.Pointer) unsafe.Pointer   { return *(*unsafe.Pointer)(it) }
func tearpoint_mapiterelem(it unsafe.Pointer) unsafe.Pointer {
	return *(*unsafe.Pointer)(unsafe.Add(it, 8))
}

func tearpoint_maplen(m unsafe.Pointer) int {
	if m == nil {
		return 0
	}
	return *(*int)(m)
}

var staticuint64s [256]uint64

func init() {
	for i := range staticuint64s {
		staticuint64s[i] = uint64(i)
	}
}

func tearpoint_getStaticuint64s() *[256]uint64 { return &staticuint64s }

// What is assembly in Go: calls with arguments in memory, and the way from such a function value back. The compiler gives them
// instructions of their own instead of these bodies.

func tearpoint_call(t *abi.Type, f, stackArgs unsafe.Pointer, stackArgsSize, stackRetOffset, frameSize uint32, regArgs *abi.RegArgs) {
}

func tearpoint_makeFuncStub() { callReflect(nil, nil, nil, nil) }
