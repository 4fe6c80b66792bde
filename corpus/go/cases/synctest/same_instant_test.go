// Timers that are due at one instant: in any order, but all before the clock goes on.
package bubble

import (
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestSame(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		n := 0
		for i := 0; i < 5; i++ {
			time.AfterFunc(time.Second, func() {
				mu.Lock()
				n++
				mu.Unlock()
			})
		}
		time.Sleep(time.Second)
		synctest.Wait()
		fmt.Println(n)
	})
}
