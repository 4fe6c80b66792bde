// Waiting for a mutex is not durable: the clock stands still while somebody does.
package bubble

import (
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestMutex(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		mu.Lock()
		go func() {
			time.Sleep(time.Second)
			mu.Unlock()
		}()
		mu.Lock()
	})
}
