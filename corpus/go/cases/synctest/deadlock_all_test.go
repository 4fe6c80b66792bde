// Everybody in the bubble waits for somebody in the bubble.
package bubble

import (
	"testing"
	"testing/synctest"
)

func TestDeadlock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := make(chan int)
		go func() { c <- 1; c <- 2 }()
		<-c
		<-make(chan int)
	})
}
