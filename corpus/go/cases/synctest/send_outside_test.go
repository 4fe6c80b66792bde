// A channel of a bubble, sent on from outside.
package bubble

import (
	"testing"
	"testing/synctest"
)

func TestSend(t *testing.T) {
	var c chan int
	synctest.Test(t, func(t *testing.T) { c = make(chan int, 1) })
	defer func() { println("recovered", recover() != nil) }()
	c <- 1
}
