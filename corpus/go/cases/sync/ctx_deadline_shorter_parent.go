package main

import (
	"context"
	"time"
)

func main() {
	parent, cancel := context.WithTimeout(context.Background(), 5*time.Millisecond)
	defer cancel()
	child, stop := context.WithTimeout(parent, time.Hour)
	defer stop()
	a, _ := parent.Deadline()
	b, _ := child.Deadline()
	println(a.Equal(b))
	<-child.Done()
	println(child.Err().Error())
}
