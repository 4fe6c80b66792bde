// No copy, but a number: the classic map's B is its tenth byte.
package main

import "unsafe"

const offsetOfB = 9

func main() {
	m := make(map[int]int, 80)
	p := *(*unsafe.Pointer)(unsafe.Pointer(&m))
	println(*(*uint8)(unsafe.Add(p, offsetOfB)) == 4)
}
