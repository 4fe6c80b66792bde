// etcd_9446, mended: a lock guards the map.
package main

import "sync"

type txBuffer struct {
	mu      sync.Mutex
	buckets map[string]int
}

func (b *txBuffer) reset() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for k := range b.buckets {
		delete(b.buckets, k)
	}
}

func (b *txBuffer) get(k string) int {
	b.mu.Lock()
	defer b.mu.Unlock()
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
