package main

import "time"

func main() {
	t := time.NewTicker(10 * time.Millisecond)
	go func() {
		for range t.C {
		}
	}()
	select {}
}
