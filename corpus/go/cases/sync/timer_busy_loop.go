package main

import "time"

func main() {
	start := time.Now()
	n := 0
	for time.Since(start) < 3*time.Millisecond {
		n++
	}
	println(n > 0, time.Now().After(start))
}
