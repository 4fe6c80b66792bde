// hugo_3251, mended: the outer lock is released before the inner one is waited for.
package main

import (
	"sync"
	"time"
)

const (
	workers = 5
	visits  = 3
)

// locks has one lock for each URL.
type locks struct {
	mu   sync.RWMutex
	urls map[string]*sync.Mutex
}

func (l *locks) lock(url string) {
	l.mu.Lock()
	if _, ok := l.urls[url]; !ok {
		l.urls[url] = &sync.Mutex{}
	}
	inner := l.urls[url]
	l.mu.Unlock()
	inner.Lock()
}

func (l *locks) unlock(url string) {
	l.mu.RLock()
	l.urls[url].Unlock()
	l.mu.RUnlock()
}

func main() {
	const url = "http://localhost/a.json"
	l := &locks{urls: make(map[string]*sync.Mutex)}
	visit := func(wg *sync.WaitGroup) {
		defer wg.Done()
		for j := 0; j < visits; j++ {
			l.lock(url)
			l.unlock(url)
			time.Sleep(300 * time.Nanosecond)
		}
	}
	for round := 0; round < 2; round++ {
		var wg sync.WaitGroup
		for i := 0; i < workers; i++ {
			wg.Add(1)
			go visit(&wg)
		}
		wg.Wait()
	}
}
