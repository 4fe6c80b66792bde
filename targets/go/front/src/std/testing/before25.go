//go:build !go1.25

package testing

const hasBubbles = false

func (c *common) isBubble() bool       { return false }
func (c *common) refuse(method string) {}
