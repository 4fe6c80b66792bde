package debug

import (
	"os"
	"runtime"
)

func setPanicOnFault(enabled bool) bool

// SetPanicOnFault makes faults of this goroutine at any address panics that can be recovered.
func SetPanicOnFault(enabled bool) bool { return setPanicOnFault(enabled) }

func setGCPercent(percent int) int

func SetGCPercent(percent int) int { return setGCPercent(percent) }

var maxStack = 1000000000
var maxThreads = 10000
var memoryLimit int64 = 1<<63 - 1

func SetMaxStack(bytes int) int {
	old := maxStack
	maxStack = bytes
	return old
}

func SetMaxThreads(threads int) int {
	old := maxThreads
	maxThreads = threads
	return old
}

func SetMemoryLimit(limit int64) int64 {
	old := memoryLimit
	if limit >= 0 {
		memoryLimit = limit
	}
	return old
}

func SetTraceback(level string) {}
func FreeOSMemory()             { runtime.GC() }
func PrintStack()               { os.Stderr.Write(Stack()) }

func Stack() []byte {
	buf := make([]byte, 4096)
	return buf[:runtime.Stack(buf, false)]
}
