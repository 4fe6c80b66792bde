// Article 3.2: a function of one's own under the name runtime.makeslice does not link.
package main

import "unsafe"

//go:linkname hijacked runtime.makeslice
func hijacked(et unsafe.Pointer, len, cap int) unsafe.Pointer {
	return nil
}

func main() {
	s := make([]int, len("12345"), len("12345")+3)
	println(len(s), cap(s))
}
