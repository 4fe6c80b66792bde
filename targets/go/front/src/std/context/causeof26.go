//go:build go1.26

package context

// causeOf is nil until c itself is canceled, whatever became of a parent.
func causeOf(c Context) error {
	err := c.Err()
	if err == nil {
		return nil
	}
	if cause := noted(c); cause != nil {
		return cause
	}
	return err
}
