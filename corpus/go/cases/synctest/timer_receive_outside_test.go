// The channel of a bubble's timer, received from outside.
package bubble

import (
	"testing"
	"testing/synctest"
	"time"
)

func TestReceive(t *testing.T) {
	var timer *time.Timer
	synctest.Test(t, func(t *testing.T) { timer = time.NewTimer(time.Second) })
	<-timer.C
}
