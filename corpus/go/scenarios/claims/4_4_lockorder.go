// Article 4.4, nearest: the lock order of a waiting selectgo is swapped. It returns the wrong case, silently.
package main

import (
	"runtime"
	"unsafe"
)

type scase struct {
	c    unsafe.Pointer
	elem unsafe.Pointer
}

//go:linkname selectgo runtime.selectgo
func selectgo(cas0 *scase, order0 *uint16, pc0 *uintptr, nsends, nrecvs int, block bool) (int, bool)

func main() {
	c, d := make(chan int), make(chan int)
	values := new([2]int)
	cases := &[2]scase{
		{*(*unsafe.Pointer)(unsafe.Pointer(&c)), unsafe.Pointer(&values[0])},
		{*(*unsafe.Pointer)(unsafe.Pointer(&d)), unsafe.Pointer(&values[1])},
	}
	order := new([4]uint16)
	chosen := make(chan int)
	go func() {
		i, _ := selectgo(&cases[0], &order[0], nil, 0, 2, true)
		chosen <- i
	}()
	recvq := uintptr(64)
	if runtime.Version() < "go1.23" {
		recvq = 56
	}
	for *(*uintptr)(unsafe.Pointer(uintptr(cases[1].c) + recvq)) == 0 {
		runtime.Gosched()
	}
	order[2], order[3] = order[3], order[2]
	c <- 5
	println("case", <-chosen, "values", values[0], values[1])
}
