// A channel of one bubble in another.
package bubble

import (
	"testing"
	"testing/synctest"
)

func TestOther(t *testing.T) {
	var c chan int
	synctest.Test(t, func(t *testing.T) { c = make(chan int, 1) })
	synctest.Test(t, func(t *testing.T) { c <- 1 })
}
