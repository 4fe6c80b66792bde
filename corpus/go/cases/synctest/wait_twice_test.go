// Two goroutines of a bubble wait.
package bubble

import (
	"testing"
	"testing/synctest"
)

func TestWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		go synctest.Wait()
		synctest.Wait()
	})
}
