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
	_, ok := m.Swap("a", 1)
	println(ok)
	v, ok := m.Swap("a", 2)
	println(v.(int), ok, m.CompareAndSwap("a", 1, 3), m.CompareAndSwap("a", 2, 3), m.CompareAndSwap("b", nil, 1))
	println(m.CompareAndDelete("a", 2), m.CompareAndDelete("a", 3), m.CompareAndDelete("a", 3))
	try("uncomparable", func() { m.Store("s", []int{1}); m.CompareAndSwap("s", []int{1}, 1) })
}
