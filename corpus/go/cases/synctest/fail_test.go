// What a test in a bubble logs is its own, and its failure is the test's.
package bubble

import (
	"testing"
	"testing/synctest"
)

func helper(t *testing.T) {
	t.Helper()
	t.Error("in helper")
}

func TestFail(t *testing.T) {
	t.Log("before")
	synctest.Test(t, func(t *testing.T) {
		helper(t)
		t.Cleanup(func() { t.Log("cleanup", t.Name(), t.Failed()) })
		t.Fatal("fatal")
	})
	t.Log("not reached")
}

func TestSub(t *testing.T) {
	t.Run("one", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) { t.Errorf("in %s", t.Name()) })
	})
	t.Run("two", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) { t.Skip("skipped") })
	})
}
