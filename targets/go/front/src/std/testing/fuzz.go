package testing

import "time"

// An F is there so that files with fuzz tests compile: they are not run.
type F struct {
	common
}

func (f *F) Add(args ...any) {}

func (f *F) Fuzz(ff any) { panic("testing: fuzz tests are not run here") }

// A BenchmarkResult is of a loop that was run once.
type BenchmarkResult struct {
	N         int
	T         time.Duration
	Bytes     int64
	MemAllocs uint64
	MemBytes  uint64
	Extra     map[string]float64
}

func (r BenchmarkResult) NsPerOp() int64 {
	if r.N <= 0 {
		return 0
	}
	return r.T.Nanoseconds() / int64(r.N)
}

func (r BenchmarkResult) AllocsPerOp() int64       { return int64(r.MemAllocs) }
func (r BenchmarkResult) AllocedBytesPerOp() int64 { return int64(r.MemBytes) }
func (r BenchmarkResult) String() string           { return "not measured" }
func (r BenchmarkResult) MemString() string        { return "not measured" }

// Benchmark runs the loop once.
func Benchmark(f func(b *B)) BenchmarkResult {
	start := time.Now()
	f(&B{N: 1})
	return BenchmarkResult{N: 1, T: time.Since(start)}
}

func (b *B) Elapsed() time.Duration { return 0 }

// Init and Coverage are for programs that are no tests.
func Init()             {}
func Coverage() float64 { return 0 }
