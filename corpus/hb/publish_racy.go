// A pointer published without an order: what it points to is not seen either.
package main

import "runtime"

var x int

type point struct{ x int }

var p *point

func main() {
	go func() {
		q := new(point)
		q.x = 1
		p = q
	}()
	for p == nil {
		runtime.Gosched()
	}
	println(p.x)
}
