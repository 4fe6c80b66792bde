package main

import "time"

func main() {
	time.NewTicker(10 * time.Millisecond)
	select {}
}
