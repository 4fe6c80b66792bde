//go:build !go1.23

package time

import (
	"internal/race"
	"unsafe"
)

type runtimeTimer struct {
	pp       uintptr
	when     int64
	period   int64
	f        func(any, uintptr)
	arg      any
	seq      uintptr
	nextwhen int64
	status   uint32
}

func startTimer(t *runtimeTimer)
func stopTimer(t *runtimeTimer) bool
func resetTimer(t *runtimeTimer, when int64, period int64) bool

// What to call for a timer that is due; nothing if the runtime has done it.
func runTimer(t unsafe.Pointer) (f func(any, uintptr), arg any, seq uintptr)

func fire(t unsafe.Pointer) {
	if f, arg, seq := runTimer(t); f != nil {
		f(arg, seq)
	}
}

func sendTime(c any, seq uintptr) {
	select {
	case c.(chan Time) <- Now():
	default:
	}
}

func goFunc(arg any, seq uintptr) {
	go arg.(func())()
}

type Timer struct {
	C <-chan Time
	r runtimeTimer
}

func (r *runtimeTimer) start() {
	race.Release(unsafe.Pointer(r))
	startTimer(r)
}

func (r *runtimeTimer) reset(when, period int64) bool {
	race.Release(unsafe.Pointer(r))
	return resetTimer(r, when, period)
}

func NewTimer(d Duration) *Timer {
	c := make(chan Time, 1)
	t := &Timer{C: c, r: runtimeTimer{when: when(d), f: sendTime, arg: c}}
	t.r.start()
	return t
}

func AfterFunc(d Duration, f func()) *Timer {
	t := &Timer{r: runtimeTimer{when: when(d), f: goFunc, arg: f}}
	t.r.start()
	return t
}

func (t *Timer) Stop() bool {
	if t.r.f == nil {
		panic("time: Stop called on uninitialized Timer")
	}
	return stopTimer(&t.r)
}

func (t *Timer) Reset(d Duration) bool {
	if t.r.f == nil {
		panic("time: Reset called on uninitialized Timer")
	}
	return t.r.reset(when(d), t.r.period)
}

type Ticker struct {
	C <-chan Time
	r runtimeTimer
}

func (t *Ticker) Stop() {
	stopTimer(&t.r)
}

func (t *Ticker) Reset(d Duration) {
	if d <= 0 {
		panic("non-positive interval for Ticker.Reset")
	}
	if t.r.f == nil {
		panic("time: Reset called on uninitialized Ticker")
	}
	t.r.reset(when(d), int64(d))
}

func newTicker(d Duration) *Ticker {
	c := make(chan Time, 1)
	t := &Ticker{C: c, r: runtimeTimer{when: when(d), period: int64(d), f: sendTime, arg: c}}
	t.r.start()
	return t
}
