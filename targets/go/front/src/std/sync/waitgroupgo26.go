//go:build go1.26

package sync

// Go calls f in a goroutine of its own. A panic of f's is not Done: whoever waits must not go on before it ends the program.
func (wg *WaitGroup) Go(f func()) {
	wg.Add(1)
	go func() {
		defer func() {
			if x := recover(); x != nil {
				panic(x)
			}
			wg.Done()
		}()
		f()
	}()
}
