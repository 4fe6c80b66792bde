// The end of a goroutine happens before nothing.
package main

import "runtime"

var x int

func main() {
	go func() {
		x = 1
	}()
	runtime.Gosched()
	println(x)
}
