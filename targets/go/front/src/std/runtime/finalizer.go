package runtime

import "unsafe"

// Checks the arguments, and notes the finalizer, or that there is none any more; false if there is nothing to run.
func setFinalizer(obj, finalizer any) bool

// Runs f in a goroutine of the system, which no program sees.
func startSystem(f func())

// The next call that is due, of finalizers or of cleanups: a function, what it is called with (kind 0: nothing, 1: data, 2: an
// interface of word and data).
func nextSpecial(cleanups bool) (f unsafe.Pointer, kind int, word, data unsafe.Pointer)

var fingCreated bool

func SetFinalizer(obj any, finalizer any) {
	if setFinalizer(obj, finalizer) {
		createfing()
	}
}

// call16 calls the finalizer, or the cleanup, that is due next: it is named after what Go calls one without results through.
// A finalizer may have results: nobody looks at them.
func call16(cleanups bool) {
	f, kind, word, data := nextSpecial(cleanups)
	switch kind {
	case 0:
		(*(*func())(unsafe.Pointer(&f)))()
	case 1:
		(*(*func(unsafe.Pointer))(unsafe.Pointer(&f)))(data)
	case 2:
		arg := [2]unsafe.Pointer{word, data}
		(*(*func(any))(unsafe.Pointer(&f)))(*(*any)(unsafe.Pointer(&arg)))
	}
}
