// Wait outside of any bubble.
package bubble

import (
	"testing"
	"testing/synctest"
)

func TestWait(t *testing.T) {
	synctest.Wait()
}
