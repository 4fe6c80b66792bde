// kubernetes_13058, mended: all is added before the controller starts, and it is done once for each thing added.
package main

import (
	"sync"
	"time"
)

const tests = 3

func control(deleted *sync.WaitGroup, stop <-chan struct{}) {
	for i := 0; i < tests; i++ {
		select {
		case <-stop:
			return
		default:
		}
		deleted.Done()
		time.Sleep(10 * time.Millisecond)
	}
}

func main() {
	var deleted, tested sync.WaitGroup
	stop := make(chan struct{})
	tested.Add(tests)
	deleted.Add(tests)
	go control(&deleted, stop)

	for i := 0; i < tests; i++ {
		go func() {
			tested.Done()
		}()
	}
	tested.Wait()
	deleted.Wait()
	close(stop)
}
