// Time stops when the test is over: who sleeps then, sleeps for ever.
package bubble

import (
	"testing"
	"testing/synctest"
	"time"
)

func TestLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		go time.Sleep(time.Second)
	})
}
