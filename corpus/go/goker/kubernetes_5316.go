// kubernetes_5316: a worker sends after its caller has timed out.
//
// Expected: LEAK. finish's helper is blocked on one of its two sends; finish took the timeout. Always, when one
// millisecond passes before two.
package main

import (
	"errors"
	"math/rand"
	"time"
)

var errTimeout = errors.New("timed out")

func finish(timeout time.Duration, f func() (int, error)) (int, error) {
	results := make(chan int)
	errs := make(chan error)
	go func() {
		result, err := f()
		if err != nil {
			errs <- err
		} else {
			results <- result
		}
	}()
	select {
	case result := <-results:
		return result, nil
	case err := <-errs:
		return 0, err
	case <-time.After(timeout):
		return 0, errTimeout
	}
}

func main() {
	go func() {
		finish(time.Millisecond, func() (int, error) {
			time.Sleep(2 * time.Millisecond)
			if n := rand.Intn(10); n > 5 {
				return 0, errors.New("failed")
			}
			return 1, nil
		})
	}()
}
