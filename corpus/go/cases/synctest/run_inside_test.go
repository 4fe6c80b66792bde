// T.Run in a bubble.
package bubble

import (
	"testing"
	"testing/synctest"
)

func TestRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		t.Run("sub", func(t *testing.T) {})
	})
}
