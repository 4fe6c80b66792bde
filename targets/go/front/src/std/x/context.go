package context

import std "context"

type Context = std.Context
type CancelFunc = std.CancelFunc

var Canceled = std.Canceled
var DeadlineExceeded = std.DeadlineExceeded

func Background() Context { return std.Background() }
func TODO() Context       { return std.TODO() }

func WithCancel(parent Context) (ctx Context, cancel CancelFunc) {
	return std.WithCancel(parent)
}

func WithValue(parent Context, key, val interface{}) Context {
	return std.WithValue(parent, key, val)
}
