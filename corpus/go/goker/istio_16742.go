// istio_16742: a map is guarded by a lock, a field of its elements is not.
//
// Expected: DATA RACE on labels, when the writer comes after the client was added.
package main

import "sync"

type proxy struct {
	labels map[string]string
}

type server struct {
	mu      sync.RWMutex
	clients map[int]*proxy
}

func (s *server) addClient(id int, p *proxy) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.clients[id] = p
}

func (s *server) clearLabels() {
	s.mu.RLock()
	defer s.mu.RUnlock()
	for _, p := range s.clients {
		p.labels = nil
	}
}

// connect adds a client and then reads its labels.
func (s *server) connect() int {
	p := &proxy{labels: map[string]string{"app": "a"}}
	s.addClient(1, p)
	return len(p.labels)
}

func main() {
	s := &server{clients: make(map[int]*proxy)}
	var wg sync.WaitGroup
	wg.Add(3)
	go func() {
		defer wg.Done()
		go func() {
			defer wg.Done()
			s.connect()
		}()
		go func() {
			defer wg.Done()
			s.clearLabels()
		}()
	}()
	wg.Wait()
}
