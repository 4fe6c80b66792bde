// The function takes any number.
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
	runtime.SetFinalizer(new(thing), func(...*thing) {})
	println("done")
}
