package main

import "time"

func main() {
	var t time.Timer
	t.Reset(1)
}
