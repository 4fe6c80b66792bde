package main

import (
	"context"
	"time"
)

func main() {
	ctx, cancel := context.WithDeadline(context.Background(), time.Now().Add(-time.Second))
	defer cancel()
	println(ctx.Err().Error())
	child, stop := context.WithTimeout(ctx, time.Hour)
	defer stop()
	println(child.Err().Error())
}
