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
	var o sync.Once
	try("first", func() { o.Do(func() { panic("in once") }) })
	try("second", func() { o.Do(func() { println("never") }) })
}
