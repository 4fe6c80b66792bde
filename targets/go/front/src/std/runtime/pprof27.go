//go:build go1.27

package pprof

const hasLeaks = true

func runtime_goroutineLeakGC()

func findLeaks() { runtime_goroutineLeakGC() }
