//go:build go1.25

package context

// noted is the cause that the nearest context of this package's has.
func noted(c Context) error {
	cc, ok := c.Value(&cancelCtxKey).(*cancelCtx)
	if !ok {
		return nil
	}
	cc.mu.Lock()
	defer cc.mu.Unlock()
	return cc.cause
}
