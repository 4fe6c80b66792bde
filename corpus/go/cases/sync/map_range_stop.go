package main

import "sync"

func main() {
	var m sync.Map
	for i := 0; i < 10; i++ {
		m.Store(i, i)
	}
	n := 0
	m.Range(func(k, v any) bool {
		n++
		m.Delete(k)
		m.Store(k.(int)+100, 0)
		return n < 4
	})
	left := 0
	m.Range(func(k, v any) bool {
		left++
		return true
	})
	println(n, left)
}
