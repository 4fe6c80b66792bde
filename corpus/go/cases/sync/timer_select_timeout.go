package main

import "time"

func main() {
	select {
	case <-make(chan int):
	case <-time.After(5 * time.Millisecond):
		println("timeout")
	}
}
