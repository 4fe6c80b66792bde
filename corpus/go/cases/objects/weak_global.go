// A weak pointer to a package variable.
package main

import "weak"

var global [4]int

func main() {
	p := weak.Make(&global)
	println(p.Value() == &global)
}
