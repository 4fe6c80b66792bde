// A copy of the classic map type, whose flags say whether elements lie outside of the buckets. As bytedance/sonic#912 reports it.
package main

import "unsafe"

type GoType struct {
	Size       uintptr
	PtrBytes   uintptr
	Hash       uint32
	TFlag      uint8
	Align      uint8
	FieldAlign uint8
	Kind       uint8
	Equal      unsafe.Pointer
	GCData     *byte
	Str        int32
	PtrToThis  int32
}

type GoMapType struct {
	GoType
	Key        *GoType
	Elem       *GoType
	Bucket     *GoType
	Hasher     unsafe.Pointer
	KeySize    uint8
	ElemSize   uint8
	BucketSize uint16
	Flags      uint32
}

type eface struct {
	typ  unsafe.Pointer
	data unsafe.Pointer
}

func indirectElem(m interface{}) bool {
	t := (*GoMapType)((*eface)(unsafe.Pointer(&m)).typ)
	return t.Flags&2 != 0
}

func main() {
	println(indirectElem(map[int][200]byte{}), indirectElem(map[int]byte{}))
}
