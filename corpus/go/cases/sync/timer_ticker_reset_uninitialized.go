package main

import "time"

func main() {
	var t time.Ticker
	t.Reset(1)
}
