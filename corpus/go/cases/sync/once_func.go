package main

import (
	"errors"
	"sync"
)

func try(name string, f func()) {
	defer func() {
		switch e := recover().(type) {
		case nil:
			println(name, "ok")
		case string:
			println(name, "panic:", e)
		case error:
			println(name, "error:", e.Error())
		}
	}()
	f()
}

func main() {
	n := 0
	f := sync.OnceFunc(func() { n++ })
	f()
	f()
	v := sync.OnceValue(func() string { n++; return "v" })
	a, b := sync.OnceValues(func() (int, error) { n++; return 1, errors.New("e") })()
	println(n, v(), v(), a, b.Error(), n)
	p := sync.OnceFunc(func() { panic("in f") })
	try("first", func() { p() })
	try("second", func() { p() })
}
