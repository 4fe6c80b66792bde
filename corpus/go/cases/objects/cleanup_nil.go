// The pointer is nil.
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
	runtime.AddCleanup((*thing)(nil), func(int) {}, 1)
	fmt.Println("done")
}
