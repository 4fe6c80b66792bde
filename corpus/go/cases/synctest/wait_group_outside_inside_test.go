// A WaitGroup that is counted up in the bubble, and then outside.
package bubble

import (
	"sync"
	"testing"
	"testing/synctest"
)

func TestOutsideInside(t *testing.T) {
	wg := new(sync.WaitGroup)
	synctest.Test(t, func(t *testing.T) { wg.Add(1) })
	wg.Done()
}
