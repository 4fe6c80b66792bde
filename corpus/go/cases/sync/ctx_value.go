package main

import "context"

func try(name string, f func()) {
	defer func() {
		switch e := recover().(type) {
		case nil:
			println(name, "ok")
		case string:
			println(name, "panic:", e)
		case error:
			println(name, "error:", e.Error())
		}
	}()
	f()
}

func main() {
	type key string
	ctx := context.WithValue(context.Background(), key("a"), 1)
	ctx = context.WithValue(ctx, key("b"), 2)
	c, cancel := context.WithCancel(ctx)
	defer cancel()
	println(c.Value(key("a")).(int), c.Value(key("b")).(int), c.Value("a") == nil)
	try("nil key", func() { context.WithValue(ctx, nil, 1) })
	try("bad key", func() { context.WithValue(ctx, []int{}, 1) })
	try("nil parent", func() { context.WithValue(nil, "k", 1) })
	try("nil cancel", func() { context.WithCancel(nil) })
}
