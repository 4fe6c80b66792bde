// Article 4.4: a variable under the name reflect.scaseKind is a new variable: no select notices.
package main

import _ "unsafe"

//go:linkname scaseKind reflect.scaseKind
var scaseKind uint16

func main() {
	scaseKind = 0xffff
	c, d := make(chan int, 1), make(chan int)
	c <- 5
	select {
	case v := <-c:
		println(v, scaseKind)
	case d <- 1:
		println("sent")
	}
}
