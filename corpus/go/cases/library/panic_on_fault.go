// debug.SetPanicOnFault: a fault at a wild address becomes a panic with its address.
package main

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"unsafe"
)

func try(f func()) {
	defer func() {
		err := recover().(error)
		var re runtime.Error
		fmt.Println(err, errors.As(err, &re))
		if a, ok := err.(interface{ Addr() uintptr }); ok {
			fmt.Printf("%#x\n", a.Addr())
		}
	}()
	f()
}

func main() {
	fmt.Println(debug.SetPanicOnFault(true))
	wild := uintptr(0xdead0000)
	try(func() { fmt.Println(*(*int)(unsafe.Pointer(wild))) })
	try(func() { *(*byte)(unsafe.Pointer(wild + 0x10)) = 1 })
	try(func() {
		var p *int
		*p = 1
	})
	fmt.Println(debug.SetPanicOnFault(false))
	fmt.Println(*(*int)(unsafe.Pointer(wild)))
}
