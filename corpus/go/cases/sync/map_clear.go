package main

import "sync"

func main() {
	var m sync.Map
	m.Store(1, 1)
	m.Clear()
	_, ok := m.Load(1)
	println(ok)
	m.Store(2, 2)
	v, ok := m.Load(2)
	println(v.(int), ok)
}
