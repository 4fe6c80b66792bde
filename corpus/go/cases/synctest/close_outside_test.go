// A channel of a bubble, closed from outside.
package bubble

import (
	"testing"
	"testing/synctest"
)

func TestClose(t *testing.T) {
	var c chan int
	synctest.Test(t, func(t *testing.T) { c = make(chan int, 1) })
	close(c)
}
