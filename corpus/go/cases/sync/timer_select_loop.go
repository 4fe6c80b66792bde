package main

import "time"

func main() {
	results := make(chan int)
	go func() {
		for i := 0; i < 3; i++ {
			time.Sleep(2 * time.Millisecond)
			results <- i
		}
	}()
	timeout := time.After(300 * time.Millisecond)
	for {
		select {
		case r := <-results:
			println(r)
		case <-timeout:
			println("timeout")
			return
		}
	}
}
