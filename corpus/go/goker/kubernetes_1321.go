// kubernetes_1321: events are distributed under a lock, to a watcher that wants to stop and needs the lock.
//
// Expected: LEAK. (*mux).loop is blocked on its send and holds both locks; the goroutine that stops is blocked on Lock.
package main

import "sync"

// watching guards the entries of every mux.
var watching sync.Mutex

type watcher struct {
	id     int
	result chan bool
	mux    *mux
}

func (w *watcher) stop() {
	w.mux.remove(w.id)
}

type mux struct {
	lock     sync.Mutex
	watchers map[int]*watcher
}

func (m *mux) watch() *watcher {
	watching.Lock()
	defer watching.Unlock()
	w := &watcher{result: make(chan bool), mux: m}
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
		w.result <- true
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
