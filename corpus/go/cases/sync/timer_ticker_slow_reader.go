package main

import "time"

func main() {
	t := time.NewTicker(5 * time.Millisecond)
	time.Sleep(52 * time.Millisecond)
	n := 0
	for {
		select {
		case <-t.C:
			n++
			continue
		default:
		}
		break
	}
	println(n)
}
