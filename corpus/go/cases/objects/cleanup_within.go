// The argument leads into the object.
package main

import (
	"fmt"
	"runtime"
)

type thing struct{ n [4]int }

var global thing

func main() {
	defer func() { fmt.Println("recovered", recover()) }()
	_ = global
	t := new(thing)
	runtime.AddCleanup(t, func(*int) {}, &t.n[1])
	fmt.Println("done")
}
