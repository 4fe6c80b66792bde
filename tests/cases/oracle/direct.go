package main

import (
	"runtime"
	"unsafe"
)
{{common}}
const canary = 0xcacacacacacacaca

// What a receive writes to, and what it must not write to.
var vars = struct {
	v0  int
	can [8]uint64
}{v0: -1}

// The arrays, and what must stay as it is behind them.
var mem struct {
	cases  [4]scase
	orders [{{orders}} + 1]uint16

	post   [8]uint64
}

func bigchan() uintptr {
	c := make(chan [3]int, 2)
	c <- [3]int{-1, 1, 2}
	c <- [3]int{-1, 1, 2}
	return *(*uintptr)(unsafe.Pointer(&c))
}

func check() string {
	names := ""
	for i, v := range vars.can {
		if v != canary {
			names += " can[" + itoa(i) + "]"
		}
	}
	for i, v := range mem.post {
		if v != canary {
			names += " post[" + itoa(i) + "]"
		}
	}
	if names == "" {
		return "canaries-intact"
	}
	return "canary-overwritten:" + names
}

func main() {
	c := make(chan int, 4)
	c <- 11
	{{state}}
	i, j, x := make(chan int), make(chan int), make(chan int)
	h, hi, hj, hx := address(c), address(i), address(j), address(x)
	hd := hx
	v1 := 77
	for k := range vars.can {
		vars.can[k] = canary
	}
	for k := range mem.post {
		mem.post[k] = canary
	}
	for k, s := range []scase{ {{cases}} } {
		mem.cases[k] = s
	}
	for k := {{canary}}; k < len(mem.cases); k++ {
		mem.cases[k] = scase{canary, canary}
	}
	go func() { <-x }()
	sparesg, gmain := waiter(hx+{{recvq}}), self()
	cas0 := uintptr(unsafe.Pointer(&mem.cases))
	order0 := uintptr(unsafe.Pointer(&mem.orders))
	post := uintptr(unsafe.Pointer(&mem.post))
	nsends, nrecvs, block := {{nsends}}, {{nrecvs}}, {{block}}
	{{tamper}}
	_, _, _, _, _, _, _ = h, hi, hj, hd, sparesg, gmain, post
	at, ok := selectgo((*scase)(unsafe.Pointer(cas0)), (*uint16)(unsafe.Pointer(order0)), nil, nsends, nrecvs, block)
	println("OBS casi=" + itoa(at) + " recvOK=" + boolean(ok) + " v0=" + itoa(vars.v0) + " v1=" + itoa(v1) +
		" len(c)=" + itoa(len(c)) + " " + check())
}
