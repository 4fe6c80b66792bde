// kubernetes_5316, mended: the channels have room for the one answer that comes late.
package main

import (
	"errors"
	"math/rand"
	"time"
)

var errTimeout = errors.New("timed out")

func finish(timeout time.Duration, f func() (int, error)) (int, error) {
	results := make(chan int, 1)
	errs := make(chan error, 1)
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
