package main

import "time"

func main() {
	time.NewTimer(10 * time.Millisecond)
	select {}
}
