//go:build !go1.22

package context

func noCause(c Context) error { return nil }
