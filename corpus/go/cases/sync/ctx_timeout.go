package main

import (
	"context"
	"errors"
	"time"
)

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Millisecond)
	defer cancel()
	<-ctx.Done()
	println(ctx.Err().Error(), ctx.Err() == context.DeadlineExceeded, errors.Is(ctx.Err(), context.DeadlineExceeded))
	_, ok := ctx.Deadline()
	println(ok)
	t, is := ctx.Err().(interface{ Timeout() bool })
	println(is, t.Timeout())
}
