// Looking at a bubble's channel from outside is allowed.
package bubble

import (
	"fmt"
	"testing"
	"testing/synctest"
)

func TestLen(t *testing.T) {
	var c chan int
	synctest.Test(t, func(t *testing.T) {
		c = make(chan int, 2)
		c <- 1
	})
	fmt.Println(len(c), cap(c))
}
