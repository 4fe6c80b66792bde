package main

import "time"

func main() {
	t := time.NewTimer(3 * time.Millisecond)
	for {
		select {
		case <-t.C:
			println("came")
			return
		default:
		}
	}
}
