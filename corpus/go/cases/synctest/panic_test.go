// A panic in a bubble.
package bubble

import (
	"testing"
	"testing/synctest"
)

func TestPanic(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { panic("torn") })
}
