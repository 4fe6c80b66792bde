// Pulling from inside of the sequence.
package main

import (
	"fmt"
	"iter"
)

func main() {
	var next func() (int, bool)
	next, _ = iter.Pull(func(yield func(int) bool) {
		defer func() { fmt.Println("recovered", recover()) }()
		next()
	})
	fmt.Println(next())
}
