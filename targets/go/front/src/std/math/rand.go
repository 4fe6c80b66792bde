package rand

import (
	"internal/race"
	"unsafe"
)

// cooked is a constant of the generator; random a number of the run's own.
func cooked(i int) int64
func random() uint64

// seededFromStart says whether the functions of the package give the numbers of seed 1, as before Go 1.20.
func seededFromStart() bool

// seedIgnored says whether Seed does nothing, as since Go 1.24.
func seedIgnored() bool

type Source interface {
	Int63() int64
	Seed(seed int64)
}

type Source64 interface {
	Source
	Uint64() uint64
}

// rngSource is the additive lagged Fibonacci generator of Go: seeded alike it gives the same numbers.
type rngSource struct {
	tap, feed int
	vec       [607]int64
}

func next(x int32) int32 {
	x = 48271*(x%44488) - 3399*(x/44488)
	if x < 0 {
		x += 1<<31 - 1
	}
	return x
}

func (rng *rngSource) Seed(seed int64) {
	rng.tap = 0
	rng.feed = 607 - 273
	seed %= 1<<31 - 1
	if seed < 0 {
		seed += 1<<31 - 1
	}
	if seed == 0 {
		seed = 89482311
	}
	x := int32(seed)
	for i := 0; i < 20; i++ {
		x = next(x)
	}
	for i := range rng.vec {
		x = next(x)
		u := int64(x) << 40
		x = next(x)
		u ^= int64(x) << 20
		x = next(x)
		rng.vec[i] = u ^ int64(x) ^ cooked(i)
	}
}

func (rng *rngSource) Int63() int64 { return int64(rng.Uint64() & (1<<63 - 1)) }

func (rng *rngSource) Uint64() uint64 {
	rng.tap--
	if rng.tap < 0 {
		rng.tap += 607
	}
	rng.feed--
	if rng.feed < 0 {
		rng.feed += 607
	}
	x := rng.vec[rng.feed] + rng.vec[rng.tap]
	rng.vec[rng.feed] = x
	return uint64(x)
}

// runtimeSource takes the run's own numbers.
type runtimeSource struct{}

func (runtimeSource) Int63() int64    { return int64(random() & (1<<63 - 1)) }
func (runtimeSource) Uint64() uint64  { return random() }
func (runtimeSource) Seed(seed int64) {}

func NewSource(seed int64) Source {
	rng := &rngSource{}
	rng.Seed(seed)
	return rng
}

type Rand struct {
	src     Source
	s64     Source64
	readVal int64
	readPos int8
}

func New(src Source) *Rand {
	s64, _ := src.(Source64)
	return &Rand{src: src, s64: s64}
}

func (r *Rand) Seed(seed int64) {
	r.src.Seed(seed)
	r.readPos = 0
}

func (r *Rand) Int63() int64   { return r.src.Int63() }
func (r *Rand) Uint32() uint32 { return uint32(r.Int63() >> 31) }

func (r *Rand) Uint64() uint64 {
	if r.s64 != nil {
		return r.s64.Uint64()
	}
	return uint64(r.Int63())>>31 | uint64(r.Int63())<<32
}

func (r *Rand) Int31() int32 { return int32(r.Int63() >> 32) }
func (r *Rand) Int() int     { return int(r.Int63()) }

func (r *Rand) Int63n(n int64) int64 {
	if n <= 0 {
		panic("invalid argument to Int63n")
	}
	if n&(n-1) == 0 {
		return r.Int63() & (n - 1)
	}
	max := int64(1<<63 - 1 - (1<<63)%uint64(n))
	v := r.Int63()
	for v > max {
		v = r.Int63()
	}
	return v % n
}

func (r *Rand) Int31n(n int32) int32 {
	if n <= 0 {
		panic("invalid argument to Int31n")
	}
	if n&(n-1) == 0 {
		return r.Int31() & (n - 1)
	}
	max := int32(1<<31 - 1 - (1<<31)%uint32(n))
	v := r.Int31()
	for v > max {
		v = r.Int31()
	}
	return v % n
}

// below is Int31n without a division, for Shuffle.
func (r *Rand) below(n int32) int32 {
	prod := uint64(r.Uint32()) * uint64(n)
	if low := uint32(prod); low < uint32(n) {
		for thresh := uint32(-n) % uint32(n); low < thresh; low = uint32(prod) {
			prod = uint64(r.Uint32()) * uint64(n)
		}
	}
	return int32(prod >> 32)
}

func (r *Rand) Intn(n int) int {
	if n <= 0 {
		panic("invalid argument to Intn")
	}
	if n <= 1<<31-1 {
		return int(r.Int31n(int32(n)))
	}
	return int(r.Int63n(int64(n)))
}

func (r *Rand) Float64() float64 {
	for {
		if f := float64(r.Int63()) / (1 << 63); f != 1 {
			return f
		}
	}
}

func (r *Rand) Float32() float32 {
	for {
		if f := float32(r.Float64()); f != 1 {
			return f
		}
	}
}

func (r *Rand) Perm(n int) []int {
	m := make([]int, n)
	for i := 0; i < n; i++ {
		j := r.Intn(i + 1)
		m[i] = m[j]
		m[j] = i
	}
	return m
}

func (r *Rand) Shuffle(n int, swap func(i, j int)) {
	if n < 0 {
		panic("invalid argument to Shuffle")
	}
	i := n - 1
	for ; i > 1<<31-2; i-- {
		swap(i, int(r.Int63n(int64(i+1))))
	}
	for ; i > 0; i-- {
		swap(i, int(r.below(int32(i+1))))
	}
}

func (r *Rand) Read(p []byte) (n int, err error) {
	for n = range p {
		if r.readPos == 0 {
			r.readVal = r.Int63()
			r.readPos = 7
		}
		p[n] = byte(r.readVal)
		r.readVal >>= 8
		r.readPos--
	}
	return len(p), nil
}

var global *Rand

// globalRand is in Go an atomic pointer.
func globalRand() *Rand {
	if global == nil {
		if seededFromStart() {
			Seed(1)
		} else {
			global = New(runtimeSource{})
			race.ReleaseMerge(unsafe.Pointer(&global))
		}
	}
	race.Acquire(unsafe.Pointer(&global))
	return global
}

// lockedSource is the seeded source of the package's own functions: in Go a lock orders them.
type lockedSource struct{ src Source }

func (l *lockedSource) lock()   { race.Acquire(unsafe.Pointer(l)) }
func (l *lockedSource) unlock() { race.Release(unsafe.Pointer(l)) }

func (l *lockedSource) Int63() int64 {
	l.lock()
	n := l.src.Int63()
	l.unlock()
	return n
}

func (l *lockedSource) Uint64() uint64 {
	l.lock()
	n := l.src.(Source64).Uint64()
	l.unlock()
	return n
}

func (l *lockedSource) Seed(seed int64) {
	l.lock()
	l.src.Seed(seed)
	l.unlock()
}

func Seed(seed int64) {
	if seedIgnored() {
		return
	}
	global = New(&lockedSource{NewSource(seed)})
	race.ReleaseMerge(unsafe.Pointer(&global))
}

func Int63() int64                         { return globalRand().Int63() }
func Uint32() uint32                       { return globalRand().Uint32() }
func Uint64() uint64                       { return globalRand().Uint64() }
func Int31() int32                         { return globalRand().Int31() }
func Int() int                             { return globalRand().Int() }
func Int63n(n int64) int64                 { return globalRand().Int63n(n) }
func Int31n(n int32) int32                 { return globalRand().Int31n(n) }
func Intn(n int) int                       { return globalRand().Intn(n) }
func Float64() float64                     { return globalRand().Float64() }
func Float32() float32                     { return globalRand().Float32() }
func Perm(n int) []int                     { return globalRand().Perm(n) }
func Shuffle(n int, swap func(i, j int))   { globalRand().Shuffle(n, swap) }
func Read(p []byte) (n int, err error)     { return globalRand().Read(p) }
