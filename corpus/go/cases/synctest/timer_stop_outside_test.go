// A timer of a bubble, stopped outside.
package bubble

import (
	"testing"
	"testing/synctest"
	"time"
)

func TestStop(t *testing.T) {
	var timer *time.Timer
	synctest.Test(t, func(t *testing.T) { timer = time.NewTimer(time.Second) })
	timer.Stop()
}
