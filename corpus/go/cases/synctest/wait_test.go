// Wait waits for everybody else to be durably blocked.
package bubble

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

func TestWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := 0
		for i := 0; i < 3; i++ {
			go func() {
				n += 1
				time.Sleep(time.Second)
				n += 10
			}()
			synctest.Wait()
		}
		fmt.Println(n)
		time.Sleep(time.Minute)
		fmt.Println(n >= 13)
	})
}
