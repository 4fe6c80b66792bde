// A test that panics: its line and log come first, then the panic again.
package kernel

import "testing"

func TestBefore(t *testing.T) { t.Error("first") }

func TestPanics(t *testing.T) {
	t.Log("before")
	t.Run("sub", func(t *testing.T) {
		t.Log("in sub")
		var m map[string]int
		m["x"] = 1
	})
}

func TestAfter(t *testing.T) { t.Error("never") }
