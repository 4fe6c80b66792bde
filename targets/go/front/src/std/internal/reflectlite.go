// Package reflectlite looks into values by their type's descriptor: what fmt, sort and errors need of package reflect.
package reflectlite

import "unsafe"

type Kind uint8

const (
	Invalid Kind = iota
	Bool
	Int
	Int8
	Int16
	Int32
	Int64
	Uint
	Uint8
	Uint16
	Uint32
	Uint64
	Uintptr
	Float32
	Float64
	Complex64
	Complex128
	Array
	Chan
	Func
	Interface
	Map
	Pointer
	Slice
	String
	Struct
	UnsafePointer
)

// A Type is the address of a type descriptor.
type Type uintptr

func typeName(t Type) string
func numField(t Type) int
func fieldName(t Type, i int) string
func fieldType(t Type, i int) Type
func fieldOffset(t Type, i int) uintptr
func comparable(t Type) bool

// itab is what stands in front of a value of type t in an interface of type iface; 0 if t lacks a method.
func itab(iface, t Type) uintptr

func (t Type) word(offset uintptr) uintptr { return *(*uintptr)(unsafe.Pointer(uintptr(t) + offset)) }
func (t Type) byteAt(offset uintptr) uint8 { return *(*uint8)(unsafe.Pointer(uintptr(t) + offset)) }

func (t Type) Kind() Kind {
	if t == 0 {
		return Invalid
	}
	return Kind(t.byteAt(23) & 31)
}

func (t Type) Size() uintptr  { return t.word(0) }
func (t Type) String() string { return typeName(t) }

// Elem is the type of what a pointer points to, or of the elements of an array, slice or channel.
func (t Type) Elem() Type {
	if t.Kind() == Map {
		return Type(t.word(56))
	}
	return Type(t.word(48))
}

func (t Type) Key() Type { return Type(t.word(48)) }

// Until Go 1.25 the kind says so, then the flags.
func (t Type) direct() bool  { return (t.byteAt(23)|t.byteAt(20))&32 != 0 }
func (t Type) NumField() int { return numField(t) }

// A Value is a typed place in memory.
type Value struct {
	typ Type
	ptr unsafe.Pointer
	// It was reached through an unexported field: no method of it is called.
	ro bool
}

type eface struct {
	typ  Type
	data unsafe.Pointer
}

func ValueOf(x any) Value {
	e := (*eface)(unsafe.Pointer(&x))
	if e.typ == 0 {
		return Value{}
	}
	if e.typ.direct() {
		return Value{typ: e.typ, ptr: unsafe.Pointer(&e.data)}
	}
	return Value{typ: e.typ, ptr: e.data}
}

func TypeOf(x any) Type { return (*eface)(unsafe.Pointer(&x)).typ }

func ErrorType() Type {
	var e *error
	return TypeOf(e).Elem()
}

func (v Value) IsValid() bool { return v.typ != 0 }
func (v Value) Kind() Kind    { return v.typ.Kind() }
func (v Value) Type() Type    { return v.typ }

// CanInterface says whether methods of the value may be called.
func (v Value) CanInterface() bool { return !v.ro }

// Interface is the value in an interface of its own type.
func (v Value) Interface() any {
	if v.Kind() == Interface {
		return ValueOf(v.inner()).Interface()
	}
	var x any
	if v.typ == 0 {
		return x
	}
	e := (*eface)(unsafe.Pointer(&x))
	if v.typ.direct() {
		e.data = *(*unsafe.Pointer)(v.ptr)
	} else {
		e.data = v.ptr
	}
	e.typ = v.typ
	return x
}

// inner is what an interface holds.
func (v Value) inner() any {
	words := (*eface)(v.ptr)
	var x any
	if words.typ == 0 {
		return x
	}
	e := (*eface)(unsafe.Pointer(&x))
	typ := words.typ
	if !v.typ.empty() {
		typ = *(*Type)(unsafe.Pointer(uintptr(typ) + 8))
	}
	e.data = words.data
	e.typ = typ
	return x
}

func methods(t Type) int

// empty says whether an interface type has no methods: its values then start with a type, not an itab.
func (t Type) empty() bool { return methods(t) == 0 }

func (v Value) Bool() bool { return *(*bool)(v.ptr) }

func (v Value) Int() int64 {
	switch v.Kind() {
	case Int8:
		return int64(*(*int8)(v.ptr))
	case Int16:
		return int64(*(*int16)(v.ptr))
	case Int32:
		return int64(*(*int32)(v.ptr))
	}
	return *(*int64)(v.ptr)
}

func (v Value) Uint() uint64 {
	switch v.Kind() {
	case Uint8:
		return uint64(*(*uint8)(v.ptr))
	case Uint16:
		return uint64(*(*uint16)(v.ptr))
	case Uint32:
		return uint64(*(*uint32)(v.ptr))
	}
	return *(*uint64)(v.ptr)
}

func (v Value) Float() float64 {
	if v.Kind() == Float32 {
		return float64(*(*float32)(v.ptr))
	}
	return *(*float64)(v.ptr)
}

func (v Value) Complex() complex128 {
	if v.Kind() == Complex64 {
		return complex128(*(*complex64)(v.ptr))
	}
	return *(*complex128)(v.ptr)
}

func (v Value) String() string { return *(*string)(v.ptr) }

// Pointer is the first word of a channel, function, map, pointer or slice.
func (v Value) Pointer() uintptr {
	p := *(*uintptr)(v.ptr)
	if v.Kind() == Func && p != 0 {
		p = *(*uintptr)(unsafe.Pointer(p))
	}
	return p
}

func (v Value) IsNil() bool { return *(*uintptr)(v.ptr) == 0 }

func (v Value) Len() int {
	switch v.Kind() {
	case Array:
		return int(v.typ.word(64))
	case Map, Chan:
		p := *(**int)(v.ptr)
		if p == nil {
			return 0
		}
		return *p
	}
	return *(*int)(unsafe.Pointer(uintptr(v.ptr) + 8))
}

// Elem is what an interface holds or a pointer points to.
func (v Value) Elem() Value {
	if v.Kind() == Interface {
		e := ValueOf(v.inner())
		e.ro = v.ro
		return e
	}
	p := *(*unsafe.Pointer)(v.ptr)
	if p == nil {
		return Value{}
	}
	return Value{v.typ.Elem(), p, v.ro}
}

// Index is an element of an array or slice.
func (v Value) Index(i int) Value {
	base := v.ptr
	if v.Kind() == Slice {
		base = *(*unsafe.Pointer)(v.ptr)
	}
	elem := v.typ.Elem()
	return Value{elem, unsafe.Pointer(uintptr(base) + uintptr(i)*elem.Size()), v.ro}
}

// Bytes are those of a slice or array of bytes.
func (v Value) Bytes() []byte {
	if v.Kind() == Slice {
		return *(*[]byte)(v.ptr)
	}
	return unsafe.Slice((*byte)(v.ptr), v.Len())
}

func (v Value) NumField() int { return numField(v.typ) }

func (v Value) Field(i int) (string, Value) {
	name := fieldName(v.typ, i)
	ro := v.ro || !exported(name)
	return name, Value{fieldType(v.typ, i), unsafe.Pointer(uintptr(v.ptr) + fieldOffset(v.typ, i)), ro}
}

func exported(name string) bool {
	return name != "" && ('A' <= name[0] && name[0] <= 'Z' || name[0] >= 0x80)
}

//go:linkname mapiterinit runtime.mapiterinit
func mapiterinit(t Type, m unsafe.Pointer, it *[12]unsafe.Pointer)

//go:linkname mapiternext runtime.mapiternext
func mapiternext(it *[12]unsafe.Pointer)

// MapEntries are the keys and values of a map, copied, in the order of iteration.
func (v Value) MapEntries() (keys, elems []Value) {
	m := *(*unsafe.Pointer)(v.ptr)
	if m == nil {
		return nil, nil
	}
	it := new([12]unsafe.Pointer)
	mapiterinit(v.typ, m, it)
	for it[0] != nil {
		keys = append(keys, Value{v.typ.Key(), it[0], v.ro}.copied())
		elems = append(elems, Value{v.typ.Elem(), it[1], v.ro}.copied())
		mapiternext(it)
	}
	return keys, elems
}

func (v Value) copied() Value {
	n := int(v.typ.Size())
	words := make([]unsafe.Pointer, (n+7)/8+1)
	p := unsafe.Pointer(&words[0])
	copy(unsafe.Slice((*byte)(p), n), unsafe.Slice((*byte)(v.ptr), n))
	return Value{v.typ, p, v.ro}
}

func (v Value) Comparable() bool           { return v.typ == 0 || comparable(v.typ) }
func (v Value) Implements(iface Type) bool { return itab(iface, v.typ) != 0 }

// Assign stores what x holds in v if v's type can hold it.
func (v Value) Assign(x any) bool {
	from := ValueOf(x)
	if v.Kind() != Interface {
		if from.typ != v.typ {
			return false
		}
		n := int(v.typ.Size())
		copy(unsafe.Slice((*byte)(v.ptr), n), unsafe.Slice((*byte)(from.ptr), n))
		return true
	}
	word := uintptr(from.typ)
	if !v.typ.empty() {
		word = itab(v.typ, from.typ)
		if word == 0 {
			return false
		}
	}
	e := (*eface)(unsafe.Pointer(&x))
	to := (*eface)(v.ptr)
	to.typ = Type(word)
	to.data = e.data
	return true
}

// Swapper swaps elements of a slice of any type.
func Swapper(slice any) func(i, j int) {
	v := ValueOf(slice)
	if v.Kind() != Slice {
		panic(&ValueError{"Swapper", v.Kind()})
	}
	base, n, size := *(*unsafe.Pointer)(v.ptr), v.Len(), int(v.typ.Elem().Size())
	words := make([]unsafe.Pointer, (size+7)/8+1)
	spare := unsafe.Slice((*byte)(unsafe.Pointer(&words[0])), size)
	return func(i, j int) {
		if uint(i) >= uint(n) || uint(j) >= uint(n) {
			panic("reflect: slice index out of range")
		}
		a := unsafe.Slice((*byte)(unsafe.Pointer(uintptr(base)+uintptr(i*size))), size)
		b := unsafe.Slice((*byte)(unsafe.Pointer(uintptr(base)+uintptr(j*size))), size)
		copy(spare, a)
		copy(a, b)
		copy(b, spare)
	}
}

type ValueError struct {
	Method string
	Kind   Kind
}

func (e *ValueError) Error() string { return "reflect: call of " + e.Method + " on unsuitable Value" }

func (v Value) SetString(s string) { *(*string)(v.ptr) = s }

// SetInt stores the low bytes.
func (v Value) SetInt(i int64) {
	switch v.typ.Size() {
	case 1:
		*(*int8)(v.ptr) = int8(i)
	case 2:
		*(*int16)(v.ptr) = int16(i)
	case 4:
		*(*int32)(v.ptr) = int32(i)
	default:
		*(*int64)(v.ptr) = i
	}
}

func (v Value) SetFloat(f float64) {
	if v.Kind() == Float32 {
		*(*float32)(v.ptr) = float32(f)
	} else {
		*(*float64)(v.ptr) = f
	}
}
