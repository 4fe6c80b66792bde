//go:build go1.25 && !go1.26

package sync

// Go calls f in a goroutine of its own.
func (wg *WaitGroup) Go(f func()) {
	wg.Add(1)
	go func() {
		defer wg.Done()
		f()
	}()
}
