package main

import (
	"context"
	"errors"
)

func main() {
	ctx, cancel := context.WithCancelCause(context.Background())
	child, stop := context.WithCancel(ctx)
	defer stop()
	println(context.Cause(ctx) == nil)
	cancel(errors.New("my cause"))
	<-child.Done()
	println(ctx.Err().Error(), context.Cause(ctx).Error(), context.Cause(child).Error())
	plain, end := context.WithCancelCause(context.Background())
	end(nil)
	println(context.Cause(plain) == context.Canceled, context.Cause(context.Background()) == nil)
}
