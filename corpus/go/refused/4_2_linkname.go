// Article 4.2: a function of one's own under the name runtime.chansend does not link.
package main

import "unsafe"

//go:linkname myChansend runtime.chansend
func myChansend(c, ep unsafe.Pointer, block bool, callerpc uintptr) bool {
	return false
}

func main() {
	c := make(chan int, 1)
	c <- 1
	println(len(c))
}
