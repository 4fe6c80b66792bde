// A timer of a bubble, set anew outside.
package bubble

import (
	"testing"
	"testing/synctest"
	"time"
)

func TestReset(t *testing.T) {
	var timer *time.Timer
	synctest.Test(t, func(t *testing.T) { timer = time.NewTimer(time.Second) })
	timer.Reset(time.Minute)
}
