//go:build go1.24 && !go1.26

package runtime

import "unsafe"

func checkCleanup(base, size uintptr, arg, f unsafe.Pointer) {}
