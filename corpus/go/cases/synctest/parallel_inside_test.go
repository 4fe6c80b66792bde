// T.Parallel in a bubble.
package bubble

import (
	"testing"
	"testing/synctest"
)

func TestParallel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { t.Parallel() })
}
