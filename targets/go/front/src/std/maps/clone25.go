//go:build go1.25

package maps

// clone copies the map that m holds.
func clone(m any) any

func Clone[M ~map[K]V, K comparable, V any](m M) M {
	if m == nil {
		return nil
	}
	return clone(m).(M)
}
