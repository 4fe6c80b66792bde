// Waiting on a channel from outside of the bubble is not durable.
package bubble

import (
	"testing"
	"testing/synctest"
	"time"
)

func TestOuter(t *testing.T) {
	c := make(chan int)
	synctest.Test(t, func(t *testing.T) {
		go func() {
			time.Sleep(time.Second)
			c <- 1
		}()
		<-c
	})
}
