package main

import "time"

func main() {
	t := time.NewTicker(10 * time.Millisecond)
	t.Stop()
	<-t.C
}
