// A value given when nobody asks.
package main

import (
	"fmt"
	"iter"
)

func main() {
	var kept func(int) bool
	next, stop := iter.Pull(func(yield func(int) bool) {
		kept = yield
		yield(1)
	})
	fmt.Println(next())
	func() {
		defer func() { fmt.Println("recovered", recover()) }()
		kept(2)
	}()
	stop()
	fmt.Println(kept(3))
}
