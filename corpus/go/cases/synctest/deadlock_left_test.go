// The test is over, and a goroutine of the bubble waits for ever.
package bubble

import (
	"testing"
	"testing/synctest"
)

func TestLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		go func() { <-make(chan int) }()
	})
}
