//go:build go1.21

package sync

// What a function that ran once left: nothing yet, its results, or its panic.
type onceOutcome struct {
	once     Once
	valid    bool
	panicked any
}

func (o *onceOutcome) run(f func()) {
	o.once.Do(func() {
		defer func() {
			if o.panicked = recover(); !o.valid {
				panic(o.panicked)
			}
		}()
		f()
		o.valid = true
	})
	if !o.valid {
		panic(o.panicked)
	}
}

func OnceFunc(f func()) func() {
	o := new(onceOutcome)
	return func() { o.run(f) }
}

func OnceValue[T any](f func() T) func() T {
	o := new(onceOutcome)
	var result T
	return func() T {
		o.run(func() { result = f() })
		return result
	}
}

func OnceValues[T1, T2 any](f func() (T1, T2)) func() (T1, T2) {
	o := new(onceOutcome)
	var first T1
	var second T2
	return func() (T1, T2) {
		o.run(func() { first, second = f() })
		return first, second
	}
}
