// A WaitGroup that is counted up outside of the bubble, and in it.
package bubble

import (
	"sync"
	"testing"
	"testing/synctest"
)

func TestInsideOutside(t *testing.T) {
	wg := new(sync.WaitGroup)
	wg.Add(1)
	synctest.Test(t, func(t *testing.T) { wg.Add(1) })
}
