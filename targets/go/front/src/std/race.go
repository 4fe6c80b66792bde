package race

import "unsafe"

// What the library tells the race detector: edges that its own steps do not show.

func Acquire(addr unsafe.Pointer)
func Release(addr unsafe.Pointer)
func ReleaseMerge(addr unsafe.Pointer)
