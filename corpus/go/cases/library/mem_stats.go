package main

import "runtime"

var keep [][]byte

func main() {
	var a, b, c runtime.MemStats
	runtime.ReadMemStats(&a)
	for i := 0; i < 100; i++ {
		keep = append(keep, make([]byte, 10000))
	}
	runtime.ReadMemStats(&b)
	keep = nil
	runtime.GC()
	runtime.ReadMemStats(&c)
	println(b.HeapAlloc-a.HeapAlloc >= 100*10000, b.Mallocs-a.Mallocs >= 100, b.HeapObjects > a.HeapObjects)
	println(c.Frees-b.Frees >= 100, c.HeapAlloc < b.HeapAlloc, c.TotalAlloc >= b.TotalAlloc, c.NumGC > b.NumGC)
	println(c.HeapSys >= c.HeapInuse, c.NextGC > 0, c.EnableGC, c.Mallocs-c.Frees == c.HeapObjects)
}
