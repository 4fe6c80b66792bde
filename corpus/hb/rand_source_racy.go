package main

import "math/rand"

func main() {
	r := rand.New(rand.NewSource(1))
	done := make(chan bool)
	go func() {
		r.Intn(10)
		done <- true
	}()
	r.Intn(10)
	<-done
}
