// A package variable belongs to no bubble: waiting for it is not durable.
package bubble

import (
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

var wg sync.WaitGroup

func TestGlobal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		wg.Add(1)
		go func() {
			time.Sleep(time.Second)
			wg.Done()
		}()
		wg.Wait()
	})
}
