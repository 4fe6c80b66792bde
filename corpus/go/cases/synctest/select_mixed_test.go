// A select with a channel from outside is not durable.
package bubble

import (
	"testing"
	"testing/synctest"
	"time"
)

func TestMixed(t *testing.T) {
	outer := make(chan int)
	synctest.Test(t, func(t *testing.T) {
		select {
		case <-outer:
		case <-time.After(time.Second):
		}
	})
}
