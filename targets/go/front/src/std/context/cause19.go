//go:build !go1.21

package context

// Parents of other types are never asked to call.
func askParent(parent Context, child canceler) func() bool { return nil }
