package main

import "time"

func main() {
	var t time.Timer
	t.Stop()
}
