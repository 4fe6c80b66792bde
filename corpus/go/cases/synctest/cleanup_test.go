// Cleanup functions run in the bubble, and its clock goes on in them.
package bubble

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

func TestCleanup(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		done := make(chan bool)
		t.Cleanup(func() {
			close(done)
			time.Sleep(time.Second)
			fmt.Println("cleanup", time.Since(start))
		})
		go func() {
			<-done
			fmt.Println("stopped", time.Since(start))
		}()
	})
}
