//go:build go1.24

package testing

// Chdir makes dir the working folder until the test is over.
func (c *common) Chdir(dir string) {
	before := changeTo(dir)
	c.Cleanup(func() { changeTo(before) })
}
