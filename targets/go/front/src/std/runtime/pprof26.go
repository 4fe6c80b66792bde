//go:build !go1.27

package pprof

// The profile of leaks is an experiment in 1.26, and off.
const hasLeaks = false

func findLeaks() {}
