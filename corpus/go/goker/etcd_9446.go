// etcd_9446: a map is emptied by one goroutine and looked into by another, without a lock.
//
// Expected: DATA RACE on the map in every schedule.
package main

import "sync"

type txBuffer struct {
	buckets map[string]int
}

func (b *txBuffer) reset() {
	for k := range b.buckets {
		delete(b.buckets, k)
	}
}

func (b *txBuffer) get(k string) int {
	return b.buckets[k]
}

func main() {
	var wg sync.WaitGroup
	wg.Add(3)
	go func() {
		defer wg.Done()
		b := &txBuffer{buckets: make(map[string]int)}
		b.buckets["key"] = 1
		go func() {
			defer wg.Done()
			b.reset()
		}()
		go func() {
			defer wg.Done()
			b.get("key")
		}()
	}()
	wg.Wait()
}
