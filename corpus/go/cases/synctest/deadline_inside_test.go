// T.Deadline in a bubble.
package bubble

import (
	"testing"
	"testing/synctest"
)

func TestDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { t.Deadline() })
}
