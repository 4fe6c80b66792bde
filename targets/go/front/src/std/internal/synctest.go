//go:build go1.25

// Package synctest is what sync, time and testing/synctest know of bubbles.
package synctest

import (
	"internal/race"
	"unsafe"
)

// The running goroutine becomes the root of a bubble; false if it is in one.
func begin() bool

// The root leaves its bubble.
func end()

// The next timer that is due and calls a function; who sleeps is woken.
func due() unsafe.Pointer
func runTimer(t unsafe.Pointer) (f func(any, uintptr, int64), arg any, seq uintptr, delay int64)

// Waits until all are durably blocked and moves the clock on; false if there is nothing to wait for.
func idle() bool

// Who is left: 0 nobody, 1 others than the first goroutine, 2 everybody.
func left() int

// Waits for the others: 0 done, 1 not in a bubble, 2 somebody else waits so.
func wait() int

func IsInBubble() bool

// Tester runs a test in the bubble that its caller is in; package testing sets it.
var Tester func(t, f any) bool

type deadlockError struct {
	reason string
}

func (e deadlockError) Error() string { return e.reason }

func Run(f func()) {
	if !begin() {
		panic("synctest.Run called from within a synctest bubble")
	}
	defer end()
	go f()
	for {
		for t := due(); t != nil; t = due() {
			race.Acquire(t)
			if f, arg, seq, delay := runTimer(t); f != nil {
				f(arg, seq, delay)
			}
		}
		if !idle() {
			break
		}
	}
	switch left() {
	case 1:
		panic(deadlockError{"deadlock: main bubble goroutine has exited but blocked goroutines remain"})
	case 2:
		panic(deadlockError{"deadlock: all goroutines in bubble are blocked"})
	}
}

func Wait() {
	switch wait() {
	case 1:
		panic("goroutine is not in a bubble")
	case 2:
		panic("wait already in progress")
	}
}

// Association is what a pointer is to the running goroutine's bubble.
type Association int

const (
	Unbubbled Association = iota
	CurrentBubble
	OtherBubble
)

func associate(p unsafe.Pointer) int
func disassociate(p unsafe.Pointer)
func isAssociated(p unsafe.Pointer) bool

func Associate[T any](p *T) Association { return Association(associate(unsafe.Pointer(p))) }
func Disassociate[T any](p *T)          { disassociate(unsafe.Pointer(p)) }
func IsAssociated[T any](p *T) bool     { return isAssociated(unsafe.Pointer(p)) }
