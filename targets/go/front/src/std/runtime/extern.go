package runtime

// What a program may ask of its own stack, and of its memory. Program counters are not addresses of the text: they name
// a function and an instruction of the model's.

func callers(skip int, pcs []uintptr) int
func funcName(pc uintptr) string
func funcFile(pc uintptr) string
func funcLine(pc uintptr) int
func goVersion() string

func Version() string { return goVersion() }
func GOROOT() string  { return "/usr/local/go" }
func NumCPU() int     { return 2 }

// MemProfileRate is of no effect: nothing is profiled.
var MemProfileRate int = 512 * 1024

var mutexProfileFraction int

// SetMutexProfileFraction is remembered, and of no other effect.
func SetMutexProfileFraction(rate int) int {
	old := mutexProfileFraction
	if rate >= 0 {
		mutexProfileFraction = rate
	}
	return old
}

func SetBlockProfileRate(rate int) {}

func NumCgoCall() int64 { return 0 }
func LockOSThread()     {}
func UnlockOSThread()   {}
func Breakpoint()       {}

func Callers(skip int, pc []uintptr) int { return callers(skip, pc) }

func Caller(skip int) (pc uintptr, file string, line int, ok bool) {
	pcs := make([]uintptr, 1)
	if callers(skip+1, pcs) < 1 {
		return
	}
	return pcs[0], funcFile(pcs[0]), funcLine(pcs[0]), true
}

type Func struct {
	pc uintptr
}

func FuncForPC(pc uintptr) *Func {
	if funcName(pc) == "" {
		return nil
	}
	return &Func{pc}
}

func (f *Func) Name() string {
	if f == nil {
		return ""
	}
	return funcName(f.pc)
}

func (f *Func) Entry() uintptr { return f.pc &^ (1<<24 - 1) }

func (f *Func) FileLine(pc uintptr) (file string, line int) { return funcFile(pc), funcLine(pc) }

type Frame struct {
	PC       uintptr
	Func     *Func
	Function string
	File     string
	Line     int
	Entry    uintptr
}

type Frames struct {
	callers []uintptr
}

func CallersFrames(callers []uintptr) *Frames { return &Frames{callers} }

func (ci *Frames) Next() (frame Frame, more bool) {
	if len(ci.callers) == 0 {
		return
	}
	pc := ci.callers[0]
	ci.callers = ci.callers[1:]
	f := &Func{pc}
	frame = Frame{pc, f, funcName(pc), funcFile(pc), funcLine(pc), f.Entry()}
	return frame, len(ci.callers) > 0
}

// Stack writes the functions of this goroutine, without arguments and offsets; all does not add the others.
func Stack(buf []byte, all bool) int {
	text := []byte("goroutine 1 [running]:\n")
	pcs := make([]uintptr, 100)
	for _, pc := range pcs[:callers(1, pcs)] {
		text = append(text, funcName(pc)...)
		text = append(text, "(...)\n\t"...)
		text = append(text, funcFile(pc)...)
		text = append(text, ':')
		text = append(text, decimal(funcLine(pc))...)
		text = append(text, '\n')
	}
	return copy(buf, text)
}

func decimal(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return decimal(n/10) + string(rune('0'+n%10))
}

// MemStats has what is known of a simulated heap. Fields that Go has beside these are not there, rather than zero.
type MemStats struct {
	Alloc, TotalAlloc, Sys, Lookups, Mallocs, Frees      uint64
	HeapAlloc, HeapSys, HeapIdle, HeapInuse, HeapObjects uint64
	NextGC                                               uint64
	NumGC                                                uint32
	EnableGC, DebugGC                                    bool
}

// heapStat gives a number of the allocator's.
func heapStat(which int) uint64

func ReadMemStats(m *MemStats) {
	mallocs, allocated, frees, freed := heapStat(0), heapStat(1), heapStat(2), heapStat(3)
	inuse, sys := heapStat(4), heapStat(5)
	*m = MemStats{
		Alloc: allocated - freed, TotalAlloc: allocated, Sys: sys, Mallocs: mallocs, Frees: frees,
		HeapAlloc: allocated - freed, HeapSys: sys, HeapIdle: sys - inuse, HeapInuse: inuse,
		HeapObjects: mallocs - frees, NextGC: heapStat(6), NumGC: uint32(heapStat(7)), EnableGC: true,
	}
}
