// What follows cancel is not ordered by it.
package main

import "context"

var x int

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		cancel()
		x = 1
	}()
	<-ctx.Done()
	println(x)
}
