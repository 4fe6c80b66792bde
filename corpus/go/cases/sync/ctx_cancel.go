package main

import "context"

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	println(ctx.Err() == nil)
	child, stop := context.WithCancel(ctx)
	defer stop()
	cancel()
	<-child.Done()
	println(ctx.Err().Error(), child.Err() == context.Canceled)
	cancel()
}
