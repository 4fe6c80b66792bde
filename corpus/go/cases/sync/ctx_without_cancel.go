package main

import (
	"context"
	"errors"
	"time"
)

func main() {
	type key string
	ctx, cancel := context.WithCancel(context.WithValue(context.Background(), key("k"), 5))
	free := context.WithoutCancel(ctx)
	cancel()
	println(free.Err() == nil, free.Done() == nil, free.Value(key("k")).(int), context.Cause(free) == nil)
	late, stop := context.WithTimeoutCause(free, 5*time.Millisecond, errors.New("took too long"))
	defer stop()
	<-late.Done()
	println(late.Err().Error(), context.Cause(late).Error())
	println(free.(interface{ String() string }).String() != "")
}
