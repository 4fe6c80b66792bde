package main

import "sync"

func main() {
	var p sync.Pool
	println(p.Get() == nil)
	p.New = func() any { return 7 }
	println(p.Get().(int))
	p.Put(nil)
	println(p.Get().(int))
}
