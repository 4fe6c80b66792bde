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
	var m sync.Map
	m.Store("x", 1)
	try("load", func() { m.Load([]int{1}) })
	try("store", func() { m.Store([]int{1}, 1) })
	v, ok := m.Load("x")
	println(v.(int), ok)
}
