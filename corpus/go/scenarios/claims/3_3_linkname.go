// Article 3.3: a variable under the name runtime.mspan.spanClass is a new variable: fields are not symbols.
package main

import _ "unsafe"

//go:linkname spanClass runtime.mspan.spanClass
var spanClass uint8

func main() {
	spanClass = 7
	var s []*int
	for i := 0; i < 100; i++ {
		n := i
		s = append(s, &n)
	}
	sum := 0
	for _, p := range s {
		sum += *p
	}
	println(sum, spanClass)
}
