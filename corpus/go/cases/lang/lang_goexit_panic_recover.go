package main

import "runtime"

var done bool

func main() {
	go func() {
		defer func() { done = true }()
		defer func() {
			defer func() { println("rec", recover().(string)) }()
			panic("in goexit")
		}()
		runtime.Goexit()
	}()
	for !done {
		runtime.Gosched()
	}
	println("end")
}
