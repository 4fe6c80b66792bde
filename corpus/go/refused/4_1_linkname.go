// Article 4.1: runtime.checkSudogInQueue does not exist: pulling it does not link.
package main

import "unsafe"

//go:linkname checkSudogInQueue runtime.checkSudogInQueue
func checkSudogInQueue(q unsafe.Pointer)

func main() {
	checkSudogInQueue(nil)
}
