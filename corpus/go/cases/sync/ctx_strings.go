package main

import "context"

func main() {
	type stringer interface{ String() string }
	show := func(c context.Context) { println(c.(stringer).String()) }
	show(context.Background())
	show(context.TODO())
	c, cancel := context.WithCancel(context.TODO())
	defer cancel()
	show(c)
	show(context.WithValue(c, "k", "v"))
}
