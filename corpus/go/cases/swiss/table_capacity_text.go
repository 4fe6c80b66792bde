// The runtime's package of maps panics with strings, not with errors: what recover gives after a table's capacity was overwritten.
package main

import (
	"fmt"
	"unsafe"
)

func clearWith(capacity uint16) {
	defer func() {
		r := recover()
		_, text := r.(string)
		_, failure := r.(error)
		fmt.Println(r, text, failure)
	}()
	m := map[int]int{}
	for i := 0; i < 20; i++ {
		m[i] = i
	}
	header := *(*unsafe.Pointer)(unsafe.Pointer(&m))
	directory := *(*unsafe.Pointer)(unsafe.Add(header, 16))
	table := *(*unsafe.Pointer)(directory)
	*(*uint16)(unsafe.Add(table, 2)) = capacity
	clear(m)
}

func main() {
	clearWith(0)
	clearWith(0xffff)
}
