package runtime

// What a program may ask of its own stack, and of its memory. Program counters are not addresses of the text: they name
// a function and an instruction of the model's.

func callers(skip int, pcs []uintptr) int
func funcName(pc uintptr) string
func funcFile(pc uintptr) string
func funcLine(pc uintptr) int
func heapInUse() uint64
func goVersion() string

func Version() string { return goVersion() }
func GOROOT() string  { return "/usr/local/go" }
func NumCPU() int     { return 2 }

// MemProfileRate is of no effect: nothing is profiled.
var MemProfileRate int = 512 * 1024

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

type MemStats struct {
	Alloc, TotalAlloc, Sys, Lookups, Mallocs, Frees                    uint64
	HeapAlloc, HeapSys, HeapIdle, HeapInuse, HeapReleased, HeapObjects uint64
	StackInuse, StackSys, MSpanInuse, MSpanSys, MCacheInuse, MCacheSys uint64
	BuckHashSys, GCSys, OtherSys, NextGC, LastGC, PauseTotalNs         uint64
	PauseNs                                                            [256]uint64
	PauseEnd                                                           [256]uint64
	NumGC, NumForcedGC                                                 uint32
	GCCPUFraction                                                      float64
	EnableGC, DebugGC                                                  bool
}

func ReadMemStats(m *MemStats) {
	n := heapInUse()
	*m = MemStats{Alloc: n, TotalAlloc: n, Sys: n, HeapAlloc: n, HeapSys: n, HeapInuse: n, EnableGC: true}
}
