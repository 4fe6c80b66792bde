package main

import "runtime"

var done bool

func main() {
	go func() {
		defer func() { done = true; println("d", recover() == nil) }()
		func() { defer println("inner"); runtime.Goexit() }()
		println("never")
	}()
	for !done {
		runtime.Gosched()
	}
	println("end")
}
