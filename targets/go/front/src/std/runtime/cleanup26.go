//go:build go1.26

package runtime

import "unsafe"

// checkCleanup refuses what would keep the object alive for ever: an argument in it, and a function that holds it.
func checkCleanup(base, size uintptr, arg, f unsafe.Pointer) {
	if at := uintptr(arg); at >= base && at < base+size {
		if _, _, tiny := objectOf(arg); !tiny {
			panic("runtime.AddCleanup: ptr is within arg, cleanup will never run")
		}
	}
	closure, length, _ := objectOf(f)
	for at := closure; at < closure+length; at += 8 {
		word := *(*uintptr)(unsafe.Pointer(at))
		// A variable of the model's is captured as its place: Go has its value, as long as it never changes.
		if box, one, _ := objectOf(unsafe.Pointer(word)); one == 8 {
			word = *(*uintptr)(unsafe.Pointer(box))
		}
		if word >= base && word < base+size {
			panic("runtime.AddCleanup: cleanup function closes over ptr, cleanup will never run")
		}
	}
}
