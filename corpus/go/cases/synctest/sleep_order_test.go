// Sleepers wake in the order of their deadlines, and the clock shows exactly those.
package bubble

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

func TestSleepers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		fmt.Println(start.UTC().Format(time.RFC3339), start.UnixNano())
		for i := 3; i > 0; i-- {
			go func() {
				time.Sleep(time.Duration(i) * time.Hour)
				fmt.Println(i, time.Since(start))
			}()
		}
		time.Sleep(4 * time.Hour)
		fmt.Println(time.Since(start), time.Now() == time.Now())
	})
}
