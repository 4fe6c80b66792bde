package main

import (
	"runtime"
	"unsafe"
)
{{common}}
// What the goroutine says when it is over.
var said string

var v0, v1 = -1, -2

var cases [2]scase

var orders [4]uint16

func waits(c, d chan int) {
	defer func() {
		if r := recover(); r != nil {
			said = "panic:" + r.(error).Error()
		}
	}()
	{{select}}
}

func try(name string, c chan int, v int) {
	select {
	case c <- v:
		println("OBS sent " + name)
	default:
		println("OBS default " + name)
	}
}

// find gives the address of the case of channel h: on the stack, not far from where its element goes.
func find(h, elem uintptr) (at uintptr) {
	found := 0
	for p := elem - 256; p < elem+256; p += 8 {
		if word(p) == h && word(p+8) == elem {
			at = p
			found++
		}
	}
	println("FOUND " + itoa(found))
	return at
}

func main() {
	c, d, x := make(chan int), make(chan int), make(chan int)
	h, hd, hx := address(c), address(d), address(x)
	cases[0] = scase{h, uintptr(unsafe.Pointer(&v0))}
	cases[1] = scase{hd, uintptr(unsafe.Pointer(&v1))}
	// The sudog that main leaves behind is the next one to be used.
	self()
	go waits(c, d)
	sg := waiter(h + {{recvq}})
	g := word(sg)
	{{tamper}}
	_, _, _ = g, hd, hx
	{{steps}}
	settle()
	if said == "" {
		println("G0 not-woken")
	} else {
		println("G0 woke: " + said)
	}
	{{alt}}
	runtime.KeepAlive(x)
}
