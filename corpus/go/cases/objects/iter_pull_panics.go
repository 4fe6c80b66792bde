// A sequence that panics does so in the goroutine that pulls.
package main

import (
	"fmt"
	"iter"
)

func main() {
	next, stop := iter.Pull(func(yield func(int) bool) {
		yield(1)
		panic("torn")
	})
	fmt.Println(next())
	func() {
		defer func() { fmt.Println("recovered", recover()) }()
		next()
	}()
	fmt.Println(next())
	stop()
	next, _ = iter.Pull(func(yield func(int) bool) { panic("at once") })
	next()
}
