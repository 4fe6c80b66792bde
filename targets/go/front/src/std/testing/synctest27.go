//go:build go1.27

package synctest

import "time"

// Sleep sleeps, and then waits for all others of the bubble.
func Sleep(d time.Duration) {
	time.Sleep(d)
	Wait()
}
