package main

import "context"

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan bool)
	context.AfterFunc(ctx, func() { println("after"); done <- true })
	stop := context.AfterFunc(ctx, func() { println("never") })
	println(stop(), stop())
	cancel()
	<-done
	late := context.AfterFunc(ctx, func() { println("at once"); done <- true })
	<-done
	println(late())
}
