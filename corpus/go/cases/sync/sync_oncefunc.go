package main

import "sync"

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
	f := func() { println("ran"); panic("in f") }
	var o sync.Once
	try("a", func() { o.Do(f) })
	try("b", func() { o.Do(f) })
}
