// kubernetes_13058: Done before Add.
//
// Expected: PANIC "sync: negative WaitGroup counter" in the controller: its first Done comes before main's Add, or it
// goes round a fourth time before it is stopped.
package main

import (
	"sync"
	"time"
)

const tests = 3

func control(deleted *sync.WaitGroup, stop <-chan struct{}) {
	for {
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
	go control(&deleted, stop)

	tested.Add(tests)
	deleted.Add(tests)
	for i := 0; i < tests; i++ {
		go func() {
			tested.Done()
		}()
	}
	tested.Wait()
	deleted.Wait()
	close(stop)
}
