// A bubble in a bubble.
package bubble

import (
	"testing"
	"testing/synctest"
)

func TestNested(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {})
	})
}
