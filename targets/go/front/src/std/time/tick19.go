//go:build !go1.21

package time

import "errors"

func NewTicker(d Duration) *Ticker {
	if d <= 0 {
		panic(errors.New("non-positive interval for NewTicker"))
	}
	return newTicker(d)
}
