package main

import "sync"

func main() {
	var m sync.Map
	_, missing := m.Load("a")
	println(missing)
	m.Store("a", 1)
	m.Store("b", 2)
	v, ok := m.Load("a")
	println(v.(int), ok)
	v, ok = m.LoadOrStore("a", 5)
	println(v.(int), ok)
	v, ok = m.LoadOrStore("c", 6)
	println(v.(int), ok)
	v, ok = m.LoadAndDelete("b")
	println(v.(int), ok)
	_, ok = m.LoadAndDelete("b")
	println(ok)
	m.Delete("a")
	n := 0
	m.Range(func(k, v any) bool {
		println(k.(string), v.(int))
		n++
		return true
	})
	println(n)
}
