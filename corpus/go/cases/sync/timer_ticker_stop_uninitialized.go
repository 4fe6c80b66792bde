package main

import "time"

func main() {
	var t time.Ticker
	t.Stop()
	println("ok")
}
