package main

import (
	"runtime"
	"unsafe"
)

type elem = {{elem}}

var never = make(chan int)

// A block of zeros, large enough to pass for any structure.
var zeros = new([128]uintptr)

func itoa(n int) string {
	if n < 0 {
		return "-" + itoa(-n)
	}
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}

func boolean(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

{{values}}

// typeOf gives the address of a dynamic type's descriptor.
func typeOf(v any) uintptr {
	return *(*uintptr)(unsafe.Pointer(&v))
}

func trySend(c chan elem, v elem) bool {
	select {
	case c <- v:
		return true
	default:
		return false
	}
}

func do(c chan elem) string {
	{{op}}
}

func main() {
	byteType, stringType, bigType := typeOf(byte(0)), typeOf(""), typeOf([512]byte{})
	text := "read-only memory, longer than a channel's header: what lies here is no address of anything"
	rodata := *(*uintptr)(unsafe.Pointer(&text))
	c := make(chan elem, {{cap}})
	other := make(chan elem, 4)
	for i := 91; i < 95; i++ {
		other <- value(i)
	}
	{{state}}
	h, o := *(*uintptr)(unsafe.Pointer(&c)), *(*uintptr)(unsafe.Pointer(&other))
	zeroblock := uintptr(unsafe.Pointer(zeros))
	{{tamper}}
	_, _, _, _, _, _, _ = h, o, zeroblock, byteType, stringType, bigType, rodata
	println("OBS {{name}} -> " + do(c))
	runtime.KeepAlive(other)
}
