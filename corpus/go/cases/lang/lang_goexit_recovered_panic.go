package main

import "runtime"

var done bool

func main() {
	go func() {
		defer func() { done = true; println("last") }()
		func() {
			defer func() { println("rec", recover().(string)) }()
			defer func() { panic("p") }()
			runtime.Goexit()
		}()
		println("must not be reached")
	}()
	for !done {
		runtime.Gosched()
	}
	println("end")
}
