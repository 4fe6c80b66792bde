// An object with a malloc header: a pointer to its start is one.
package main

import (
	"runtime"
)

type large struct {
	p *int
	n [100]int
}

func main() {
	runtime.SetFinalizer(new(large), func(*large) {})
	println("done")
}
