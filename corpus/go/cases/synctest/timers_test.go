// Timers, tickers and AfterFunc by the clock of the bubble.
package bubble

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

func TestTimers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		timer := time.NewTimer(3 * time.Second)
		tick := time.NewTicker(2 * time.Second)
		defer tick.Stop()
		for i := 0; i < 4; i++ {
			select {
			case at := <-timer.C:
				fmt.Println("timer", at.Sub(start))
			case at := <-tick.C:
				fmt.Println("tick", at.Sub(start))
			}
		}
		fmt.Println(timer.Reset(time.Second), timer.Stop(), timer.Stop())
		time.AfterFunc(0, func() { fmt.Println("at once", time.Since(start)) })
		later := time.AfterFunc(time.Minute, func() { fmt.Println("later", time.Since(start)) })
		synctest.Wait()
		fmt.Println(later.Reset(2 * time.Minute))
		time.Sleep(3 * time.Minute)
		fmt.Println(later.Stop(), len(tick.C))
	})
}
