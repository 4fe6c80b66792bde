package race

import "unsafe"

// What the library tells the race detector: edges that its own steps do not show.

func Acquire(addr unsafe.Pointer)
func Release(addr unsafe.Pointer)
func ReleaseMerge(addr unsafe.Pointer)

// Enabled tells packages from a GOROOT that nobody waits for what they would say.
const Enabled = false

func Disable()                                          {}
func Enable()                                           {}
func Read(addr unsafe.Pointer)                          {}
func ReadPC(addr unsafe.Pointer, callerpc, pc uintptr)  {}
func Write(addr unsafe.Pointer)                         {}
func WritePC(addr unsafe.Pointer, callerpc, pc uintptr) {}
func ReadRange(addr unsafe.Pointer, len int)            {}
func WriteRange(addr unsafe.Pointer, len int)           {}
func Errors() int                                       { return 0 }
