// A sequence that panics when it is stopped.
package main

import (
	"fmt"
	"iter"
)

func main() {
	next, stop := iter.Pull(func(yield func(int) bool) {
		defer func() { panic("in defer") }()
		yield(1)
	})
	fmt.Println(next())
	stop()
}
