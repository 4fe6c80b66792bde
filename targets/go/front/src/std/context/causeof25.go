//go:build go1.25 && !go1.26

package context

func causeOf(c Context) error {
	if cause := noted(c); cause != nil {
		return cause
	}
	return c.Err()
}
