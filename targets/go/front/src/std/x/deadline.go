package context

import (
	std "context"
	"time"
)

func WithDeadline(parent Context, d time.Time) (Context, CancelFunc) {
	return std.WithDeadline(parent, d)
}

func WithTimeout(parent Context, timeout time.Duration) (Context, CancelFunc) {
	return std.WithTimeout(parent, timeout)
}
