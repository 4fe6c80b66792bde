//go:build go1.23 && !go1.25

package time

import (
	"internal/race"
	"unsafe"
)

// The runtime's timer.
type runtimeTimer struct {
	mu        uintptr
	astate    uint8
	state     uint8
	isChan    bool
	blocked   uint32
	when      int64
	period    int64
	f         func(any, uintptr, int64)
	arg       any
	seq       uintptr
	ts        unsafe.Pointer
	sendLock  uintptr
	isSending int32
}

// What is behind a Timer and a Ticker: they are its start.
type timeTimer struct {
	c     unsafe.Pointer
	init  bool
	timer runtimeTimer
}

func stopTimer(t *runtimeTimer) bool
func resetTimer(t *runtimeTimer, when, period int64) bool

// Makes t the timer of the channel at c.
func bindTimer(c unsafe.Pointer, t *runtimeTimer)

// What to call for a timer that is due; nothing if the runtime has done it.
func runTimer(t unsafe.Pointer) (f func(any, uintptr, int64), arg any, seq uintptr, delay int64)

func fire(t unsafe.Pointer) {
	if f, arg, seq, delay := runTimer(t); f != nil {
		f(arg, seq, delay)
	}
}

func sendTime(c any, seq uintptr, delta int64) {
	select {
	case c.(chan Time) <- Now().Add(Duration(-delta)):
	default:
	}
}

func goFunc(arg any, seq uintptr, delta int64) {
	go arg.(func())()
}

func newTimer(d Duration, period int64, f func(any, uintptr, int64), arg any, c chan Time) *timeTimer {
	t := &timeTimer{init: true, timer: runtimeTimer{f: f, arg: arg}}
	if c != nil {
		t.c = *(*unsafe.Pointer)(unsafe.Pointer(&c))
		bindTimer(t.c, &t.timer)
	}
	t.reset(d, period)
	return t
}

func (t *timeTimer) reset(d Duration, period int64) bool {
	race.Release(unsafe.Pointer(&t.timer))
	return resetTimer(&t.timer, when(d), period)
}

type Timer struct {
	C         <-chan Time
	initTimer bool
}

func NewTimer(d Duration) *Timer {
	c := make(chan Time, 1)
	return (*Timer)(unsafe.Pointer(newTimer(d, 0, sendTime, c, c)))
}

func AfterFunc(d Duration, f func()) *Timer {
	return (*Timer)(unsafe.Pointer(newTimer(d, 0, goFunc, f, nil)))
}

func (t *Timer) Stop() bool {
	if !t.initTimer {
		panic("time: Stop called on uninitialized Timer")
	}
	return stopTimer(&(*timeTimer)(unsafe.Pointer(t)).timer)
}

func (t *Timer) Reset(d Duration) bool {
	if !t.initTimer {
		panic("time: Reset called on uninitialized Timer")
	}
	return (*timeTimer)(unsafe.Pointer(t)).reset(d, 0)
}

type Ticker struct {
	C          <-chan Time
	initTicker bool
}

func (t *Ticker) Stop() {
	if t.initTicker {
		stopTimer(&(*timeTimer)(unsafe.Pointer(t)).timer)
	}
}

func (t *Ticker) Reset(d Duration) {
	if d <= 0 {
		panic("non-positive interval for Ticker.Reset")
	}
	if !t.initTicker {
		panic("time: Reset called on uninitialized Ticker")
	}
	(*timeTimer)(unsafe.Pointer(t)).reset(d, int64(d))
}

func newTicker(d Duration) *Ticker {
	c := make(chan Time, 1)
	return (*Ticker)(unsafe.Pointer(newTimer(d, int64(d), sendTime, c, c)))
}
