// Waiting for a WaitGroup is durable if Add was called in the bubble.
package bubble

import (
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestWaitGroup(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		var wg sync.WaitGroup
		for i := 0; i < 3; i++ {
			wg.Go(func() { time.Sleep(time.Duration(i) * time.Second) })
		}
		wg.Wait()
		fmt.Println(time.Since(start))
		wg.Add(1)
		go func() {
			time.Sleep(time.Minute)
			wg.Done()
		}()
		wg.Wait()
		fmt.Println(time.Since(start))
	})
}
