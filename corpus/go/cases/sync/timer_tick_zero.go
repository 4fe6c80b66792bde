package main

import "time"

func main() {
	println(time.Tick(0) == nil, time.Tick(-1) == nil)
}
