package time

import (
	"internal/race"
	"unsafe"
)

func Sleep(d Duration)

// The address of the next timer that is due and calls a function: the caller waits for it.
func nextTimer() unsafe.Pointer

// The moment a timer of that length is due.
func when(d Duration) int64 {
	if d <= 0 {
		return runtimeNano()
	}
	at := runtimeNano() + int64(d)
	if at < 0 {
		at = 1<<63 - 1
	}
	return at
}

// Runs the functions of timers, one after another, on a goroutine of the system that no program sees: Go runs them on
// whatever thread looks for work.
func timerproc() {
	for {
		t := nextTimer()
		race.Acquire(t)
		fire(t)
	}
}

func After(d Duration) <-chan Time {
	return NewTimer(d).C
}

func Tick(d Duration) <-chan Time {
	if d <= 0 {
		return nil
	}
	return NewTicker(d).C
}
