// Program order: one goroutine sees its own writes.
package main

var x int

func main() {
	x = 1
	x++
	println(x)
}
