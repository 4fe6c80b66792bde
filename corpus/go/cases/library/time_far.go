package main

import (
	"fmt"
	"time"
)

// The longest time there is: what waits for it does not wake, and what is due before it does.
func main() {
	const far = time.Duration(1<<63 - 1)
	go func() {
		time.Sleep(far)
		panic("woke")
	}()
	select {
	case <-time.After(far):
		fmt.Println("far")
	case <-time.After(25 * time.Millisecond):
		fmt.Println("near")
	}
	time.Sleep(-far - 1)
	select {
	case <-time.After(-far - 1):
		fmt.Println("past")
	case <-time.After(time.Second):
		fmt.Println("late")
	}
}
