package runtime

import "unsafe"

// Checks the arguments, and notes the finalizer, or that there is none any more; false if there is nothing to run.
func setFinalizer(obj, finalizer any) bool

// Runs f in a goroutine of the system, which no program sees.
func startSystem(f func())

// The next call that is due, of finalizers or of cleanups: a function, what it is called with (kind 0: nothing, 1: data, 2: an
// interface of word and data), and four times the words of its results.
func nextSpecial(cleanups bool) (f unsafe.Pointer, kind int, word, data unsafe.Pointer)

var fingCreated bool

func SetFinalizer(obj any, finalizer any) {
	if setFinalizer(obj, finalizer) {
		createfing()
	}
}

// call16 calls the finalizer, or the cleanup, that is due next: it is named after what Go calls one without results through.
// Nobody looks at the results.
func call16(cleanups bool) {
	f, kind, word, data := nextSpecial(cleanups)
	p := unsafe.Pointer(&f)
	eface := [2]unsafe.Pointer{word, data}
	arg := *(*any)(unsafe.Pointer(&eface))
	switch kind {
	case 0:
		(*(*func())(p))()
	case 1:
		(*(*func(unsafe.Pointer))(p))(data)
	case 2:
		(*(*func(any))(p))(arg)
	case 5:
		(*(*func(unsafe.Pointer) uintptr)(p))(data)
	case 6:
		(*(*func(any) uintptr)(p))(arg)
	case 9:
		(*(*func(unsafe.Pointer) [2]uintptr)(p))(data)
	case 10:
		(*(*func(any) [2]uintptr)(p))(arg)
	default:
		panic("not supported: a finalizer with more than two words of results")
	}
}
