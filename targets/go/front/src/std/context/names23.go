//go:build go1.23

package context

func (c *valueCtx) String() string {
	return contextName(c.Context) + ".WithValue(" + stringify(c.key, "") + ", " + stringify(c.val, "") + ")"
}
