package main

import "sync/atomic"

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
	var v atomic.Value
	println(v.Load() == nil)
	v.Store(1)
	println(v.Load().(int), v.Swap(2).(int), v.CompareAndSwap(2, 3), v.CompareAndSwap(2, 4), v.Load().(int))
	try("store nil", func() { v.Store(nil) })
	try("store other", func() { v.Store("s") })
	try("swap nil", func() { v.Swap(nil) })
	try("swap other", func() { v.Swap("s") })
	try("cas nil", func() { v.CompareAndSwap(3, nil) })
	try("cas other", func() { v.CompareAndSwap(3, "s") })
	try("cas mismatch", func() { v.CompareAndSwap("s", "s") })
	try("cas func", func() {
		var f atomic.Value
		f.Store([]int{1})
		f.CompareAndSwap([]int{1}, []int{2})
	})
}
