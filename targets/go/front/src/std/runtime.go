package runtime

// The parts of package runtime that a program may name, and the error types that the runtime panics with.

type Error interface {
	error
	RuntimeError()
}

func GC()
func GOMAXPROCS(n int) int
func Goexit()
func Gosched()
func KeepAlive(x any)
func NumGoroutine() int

const GOOS = "linux"
const GOARCH = "amd64"
const Compiler = "gc"

type errorString string

func (e errorString) RuntimeError() {}
func (e errorString) Error() string { return "runtime error: " + string(e) }

type plainError string

func (e plainError) RuntimeError() {}
func (e plainError) Error() string { return string(e) }

// boundsError holds the text that Go's own type formats on demand.
type boundsError struct {
	text string
}

func (e boundsError) RuntimeError() {}
func (e boundsError) Error() string { return "runtime error: " + e.text }

// errorAddressString is a memory fault; addr is where.
type errorAddressString struct {
	msg  string
	addr uintptr
}

func (e errorAddressString) RuntimeError() {}
func (e errorAddressString) Error() string { return "runtime error: " + e.msg }
func (e errorAddressString) Addr() uintptr { return e.addr }

// A TypeAssertionError holds the text that Go's own type formats on demand.
type TypeAssertionError struct {
	text string
}

func (*TypeAssertionError) RuntimeError() {}
func (e *TypeAssertionError) Error() string { return e.text }

// A PanicNilError is what recover gives after panic(nil).
type PanicNilError struct {
	_ [0]func()
}

func (*PanicNilError) Error() string { return panicNilText }
func (*PanicNilError) RuntimeError() {}

// panicrangestate tells of an iterator function that called a loop's body when it must not.
func panicrangestate(state int) {
	switch state {
	case 0:
		panic(errorString("range function continued iteration after function for loop body returned false"))
	case 2:
		panic(errorString("range function continued iteration after loop body panic"))
	case 3:
		panic(errorString("range function continued iteration after whole loop exit"))
	case 4:
		panic(errorString("range function recovered a loop body panic and did not resume panicking"))
	}
}
