package main

import "time"

func main() {
	time.AfterFunc(10*time.Millisecond, func() { println("fired") })
	select {}
}
