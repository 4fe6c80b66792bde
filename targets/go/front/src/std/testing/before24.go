//go:build !go1.24

package testing

type tbLater interface{}

// What tests of later releases have more.
type later struct{}

const hasContext = false

func (c *common) start()                  {}
func (c *common) cleaning(on bool)        {}
func (c *common) refuseCleaning(s string) {}
