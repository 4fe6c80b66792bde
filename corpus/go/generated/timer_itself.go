// Found as channel-21-9: a channel that is its own timer. Its words say when it is due and what to call then.
// (Before 1.25 it is due 824 s after the machine's start, which is where the heap begins.)
package main

import "unsafe"

func main() {
	c := make(chan string, 6)
	a := *(*uintptr)(unsafe.Pointer(&c))
	*(*uintptr)(unsafe.Pointer(a + 32)) = a
	println(<-c)
}
