// A context with a deadline, and the one of the test.
package bubble

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

func TestDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		time.Sleep(5*time.Second - time.Nanosecond)
		synctest.Wait()
		fmt.Println(ctx.Err())
		time.Sleep(time.Nanosecond)
		synctest.Wait()
		fmt.Println(ctx.Err())
		after := t.Context()
		context.AfterFunc(after, func() { fmt.Println("test over", after.Err()) })
		t.Cleanup(func() {
			synctest.Wait()
			fmt.Println("cleanup", after.Err())
		})
	})
}
