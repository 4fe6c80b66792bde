//go:build !go1.23

package context

func (c *valueCtx) String() string {
	return contextName(c.Context) + ".WithValue(type " + typeName(c.key) + ", val " + stringify(c.val, "<not Stringer>") + ")"
}
