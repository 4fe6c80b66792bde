// Sleep of Go 1.27: it waits, too.
package bubble

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

func TestSleep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := 0
		go func() {
			time.Sleep(time.Second)
			n++
		}()
		synctest.Sleep(time.Second)
		fmt.Println(n)
	})
}
