// A panic in another goroutine of a bubble.
package bubble

import (
	"testing"
	"testing/synctest"
	"time"
)

func TestPanic(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		go func() {
			time.Sleep(time.Second)
			panic("torn")
		}()
		time.Sleep(time.Minute)
	})
}
