package main

import "time"

func main() {
	a, b, c := time.After(30*time.Millisecond), time.After(10*time.Millisecond), time.After(20*time.Millisecond)
	for i := 0; i < 3; i++ {
		select {
		case <-a:
			println("a")
		case <-b:
			println("b")
		case <-c:
			println("c")
		}
	}
}
