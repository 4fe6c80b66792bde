// A channel of a bubble in a select outside.
package bubble

import (
	"testing"
	"testing/synctest"
)

func TestSelect(t *testing.T) {
	var c chan int
	synctest.Test(t, func(t *testing.T) { c = make(chan int, 1) })
	other := make(chan int)
	select {
	case <-c:
	case <-other:
	}
}
