// cancel happens before the end of a receive from Done.
package main

import "context"

var x int

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		x = 1
		cancel()
	}()
	<-ctx.Done()
	println(x)
}
