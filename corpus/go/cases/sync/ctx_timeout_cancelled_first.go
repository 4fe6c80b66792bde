package main

import (
	"context"
	"time"
)

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	cancel()
	<-ctx.Done()
	println(ctx.Err().Error())
	select {}
}
