// A WaitGroup belongs to one bubble at a time.
package bubble

import (
	"sync"
	"testing"
	"testing/synctest"
)

func TestTwo(t *testing.T) {
	wg := new(sync.WaitGroup)
	for i := 0; i < 2; i++ {
		synctest.Test(t, func(t *testing.T) { wg.Add(1) })
	}
}
