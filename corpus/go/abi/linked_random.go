// Functions of the runtime by their names: one that every linker gives, and one that is younger than some versions.
package main

import _ "unsafe"

//go:linkname nanotime runtime.nanotime
func nanotime() int64

//go:linkname cheaprand runtime.cheaprand
func cheaprand() uint32

func main() {
	println(nanotime() > 0, cheaprand() == cheaprand() && cheaprand() == cheaprand())
}
