//go:build go1.25

// Package synctest runs tests in bubbles.
package synctest

import (
	"internal/synctest"
	"testing"
)

func Test(t *testing.T, f func(*testing.T)) {
	var ok bool
	synctest.Run(func() {
		ok = synctest.Tester(t, f)
	})
	if !ok {
		t.FailNow()
	}
}

func Wait() { synctest.Wait() }
