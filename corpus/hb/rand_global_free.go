package main

import "math/rand"

func main() {
	rand.Seed(7)
	done := make(chan bool)
	go func() {
		rand.Intn(10)
		done <- true
	}()
	rand.Intn(10)
	<-done
}
