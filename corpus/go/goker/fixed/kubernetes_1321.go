// kubernetes_1321, mended: a watcher first says that it takes no more, then asks for the lock.
package main

import "sync"

// watching guards the entries of every mux.
var watching sync.Mutex

type watcher struct {
	id     int
	result chan bool
	done   chan struct{}
	mux    *mux
}

func (w *watcher) stop() {
	close(w.done)
	w.mux.remove(w.id)
}

type mux struct {
	lock     sync.Mutex
	watchers map[int]*watcher
}

func (m *mux) watch() *watcher {
	watching.Lock()
	defer watching.Unlock()
	w := &watcher{result: make(chan bool), done: make(chan struct{}), mux: m}
	m.watchers[w.id] = w
	return w
}

func (m *mux) remove(id int) {
	m.lock.Lock()
	defer m.lock.Unlock()
	if w, ok := m.watchers[id]; ok {
		delete(m.watchers, id)
		close(w.result)
	}
}

func (m *mux) distribute() {
	m.lock.Lock()
	defer m.lock.Unlock()
	watching.Lock()
	defer watching.Unlock()
	for _, w := range m.watchers {
		select {
		case w.result <- true:
		case <-w.done:
		}
	}
}

func (m *mux) loop() {
	for i := 0; i < 100; i++ {
		m.distribute()
	}
}

func main() {
	m := &mux{watchers: make(map[int]*watcher)}
	go func() {
		go m.loop()
		w := m.watch()
		w.stop()
	}()
}
