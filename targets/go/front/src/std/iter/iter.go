//go:build go1.23

// Package iter has sequences as functions, and turns them into pairs of functions.
package iter

import (
	"internal/race"
	"runtime"
	"unsafe"
)

type Seq[V any] func(yield func(V) bool)

type Seq2[K, V any] func(yield func(K, V) bool)

// The runtime's own words.
type coro struct {
	gp        uintptr
	f         func(*coro)
	mp        uintptr
	lockedExt uint32
	lockedInt uint32
}

// Makes the goroutine that will run c's function, and leaves it waiting.
func createcoro(c *coro)

// Lets the goroutine that waits on c go on, and waits on c.
func coroswitch(c *coro)

// Waits until the first switch to c, which this goroutine was made for.
func corowait(c *coro)

// Lets the goroutine that waits on c go on: this one is over.
func coroexit(c *coro)

func newcoro(f func(*coro)) *coro {
	c := &coro{f: f}
	createcoro(c)
	return c
}

func corostart(c *coro) {
	corowait(c)
	defer coroexit(c)
	c.f(c)
}

var goexitPanicValue any = new(int)

// pulling is where an iterator stands that somebody pulls at.
type pulling struct {
	c         *coro
	done      bool
	yieldNext bool
	seqDone   bool
	racer     int
	panicked  any
}

// begin says whether the sequence is to run: it may have been stopped before.
func (p *pulling) begin() bool {
	race.Acquire(unsafe.Pointer(&p.racer))
	if p.done {
		race.Release(unsafe.Pointer(&p.racer))
	}
	return !p.done
}

// give hands a value over that is in place.
func (p *pulling) give(c *coro) bool {
	p.yieldNext = false
	race.Release(unsafe.Pointer(&p.racer))
	coroswitch(c)
	race.Acquire(unsafe.Pointer(&p.racer))
	return !p.done
}

func (p *pulling) mayGive() bool {
	if p.done {
		return false
	}
	if !p.yieldNext {
		panic("iter.Pull: yield called again before next")
	}
	return true
}

// over notes how the sequence ended: what it panicked with is its caller's.
func (p *pulling) over(panicked any) {
	p.panicked = panicked
	if panicked == nil && !p.seqDone {
		p.panicked = goexitPanicValue
	}
	p.done = true
	race.Release(unsafe.Pointer(&p.racer))
}

// resume lets the sequence go on until it gives something or is over.
func (p *pulling) resume() {
	race.Release(unsafe.Pointer(&p.racer))
	coroswitch(p.c)
	race.Acquire(unsafe.Pointer(&p.racer))
	if p.panicked == goexitPanicValue {
		runtime.Goexit()
	}
	if p.panicked != nil {
		panic(p.panicked)
	}
}

func (p *pulling) next() bool {
	if p.done {
		return false
	}
	if p.yieldNext {
		panic("iter.Pull: next called again before yield")
	}
	p.yieldNext = true
	p.resume()
	return true
}

func (p *pulling) stop() {
	if !p.done {
		p.done = true
		p.resume()
	}
}

func Pull[V any](seq Seq[V]) (next func() (V, bool), stop func()) {
	var pull struct {
		pulling
		v  V
		ok bool
	}
	pull.c = newcoro(func(c *coro) {
		if !pull.begin() {
			return
		}
		yield := func(v V) bool {
			if !pull.mayGive() {
				return false
			}
			pull.v, pull.ok = v, true
			return pull.give(c)
		}
		defer func() { pull.over(recover()) }()
		seq(yield)
		var zero V
		pull.v, pull.ok = zero, false
		pull.seqDone = true
	})
	next = func() (v V, ok bool) {
		if pull.next() {
			v, ok = pull.v, pull.ok
		}
		return
	}
	stop = func() { pull.stop() }
	return next, stop
}

func Pull2[K, V any](seq Seq2[K, V]) (next func() (K, V, bool), stop func()) {
	var pull struct {
		pulling
		k  K
		v  V
		ok bool
	}
	pull.c = newcoro(func(c *coro) {
		if !pull.begin() {
			return
		}
		yield := func(k K, v V) bool {
			if !pull.mayGive() {
				return false
			}
			pull.k, pull.v, pull.ok = k, v, true
			return pull.give(c)
		}
		defer func() { pull.over(recover()) }()
		seq(yield)
		var zeroKey K
		var zero V
		pull.k, pull.v, pull.ok = zeroKey, zero, false
		pull.seqDone = true
	})
	next = func() (k K, v V, ok bool) {
		if pull.next() {
			k, v, ok = pull.k, pull.v, pull.ok
		}
		return
	}
	stop = func() { pull.stop() }
	return next, stop
}
