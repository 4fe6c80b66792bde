// cockroach_3710: a read lock taken again while a writer waits in between.
//
// Expected: LEAK. (*store).maintain is blocked on the nested RLock and holds the outer one and the queue's lock; the
// writer is blocked on Lock.
package main

import "sync"

type replica struct {
	id int
}

type store struct {
	mu       sync.RWMutex
	replicas map[*replica]bool
	queue    queue
	leader   int
}

type queue struct {
	mu    sync.Mutex
	store *store
	items []int
}

// maybeAdd asks the store about the replica, under the queue's lock.
func (q *queue) maybeAdd(r *replica) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.store.leads(r) {
		q.items = append(q.items, r.id)
	}
}

func (s *store) leads(r *replica) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.leader == r.id
}

// maintain offers every replica to the queue.
func (s *store) maintain() {
	s.mu.RLock()
	defer s.mu.RUnlock()
	for r := range s.replicas {
		s.queue.maybeAdd(r)
	}
}

func (s *store) elect(leader int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.leader = leader
}

func main() {
	s := &store{replicas: map[*replica]bool{{id: 1}: true, {id: 2}: true}}
	s.queue.store = s
	go s.maintain()
	go func() {
		go s.elect(2)
	}()
}
