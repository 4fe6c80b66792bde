// Waiting on a Cond is durable.
package bubble

import (
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestCond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		cond := sync.NewCond(&mu)
		go func() {
			time.Sleep(time.Second)
			cond.Broadcast()
		}()
		start := time.Now()
		mu.Lock()
		cond.Wait()
		mu.Unlock()
		fmt.Println(time.Since(start))
	})
}
