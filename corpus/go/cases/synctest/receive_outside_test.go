// A channel of a bubble, received from outside.
package bubble

import (
	"testing"
	"testing/synctest"
)

func TestReceive(t *testing.T) {
	var c chan int
	synctest.Test(t, func(t *testing.T) { c = make(chan int, 1) })
	<-c
}
