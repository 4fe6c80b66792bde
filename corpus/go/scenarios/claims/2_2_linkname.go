// Article 2.2: `//go:linkname bucketsPtr runtime.hmap.buckets` is said to overwrite the field.
// Fields are not symbols: the directive makes a new variable, and the map never notices.
package main

import _ "unsafe"

//go:linkname bucketsPtr runtime.hmap.buckets
var bucketsPtr uintptr

var m map[int64]int64

func main() {
	m = make(map[int64]int64)
	m[3] = 30
	bucketsPtr = 0xdead0000
	println(m[3], len(m))
}
