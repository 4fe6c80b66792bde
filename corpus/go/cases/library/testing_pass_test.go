// Tests that pass.
package kernel_test

import (
	"math"
	"testing"
)

func TestOne(t *testing.T) {
	if math.Abs(-2) != 2 {
		t.Fatal("abs")
	}
}

func TestTable(t *testing.T) {
	tests := []struct {
		name    string
		a, b, c int
	}{{"zero", 0, 0, 0}, {"sum", 1, 2, 3}}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.a+tt.b != tt.c {
				t.Errorf("%d+%d != %d", tt.a, tt.b, tt.c)
			}
		})
	}
}
