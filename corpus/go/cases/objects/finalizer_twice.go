// The object has a finalizer already.
package main

import (
	"runtime"
)

type thing struct{ n [4]int }

type pair struct{ a, b *int }

var global thing

func main() {
	defer func() { println("recovered", recover() != nil) }()
	_ = pair{}
	_ = global
	t := new(thing)
	runtime.SetFinalizer(t, func(*thing) {})
	runtime.SetFinalizer(t, func(*thing) {})
	println("done")
}
