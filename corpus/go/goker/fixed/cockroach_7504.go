// cockroach_7504, mended: the lease is taken out of the names before its own lock is taken.
package main

import "sync"

type lease struct {
	mu  sync.Mutex
	id  int
	ref int
}

type names struct {
	mu     sync.Mutex
	tables map[int]*lease
}

// get returns how often the lease of a name is referred to.
func (n *names) get(id int) int {
	n.mu.Lock()
	defer n.mu.Unlock()
	l, ok := n.tables[id]
	if !ok {
		return 0
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.ref
}

func (n *names) remove(l *lease) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.tables[l.id] == l {
		delete(n.tables, l.id)
	}
}

type leases struct {
	mu     sync.Mutex
	active []*lease
	names  *names
}

// release takes a lease out of the active ones, and out of the names.
func (s *leases) release(l *lease) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.names.remove(l)
	l.mu.Lock()
	defer l.mu.Unlock()
	for i := range s.active {
		if s.active[i] == l {
			s.active = append(s.active[:i], s.active[i+1:]...)
			break
		}
	}
}

func main() {
	l0, l1 := &lease{id: 0}, &lease{id: 1}
	n := &names{tables: map[int]*lease{0: l0, 1: l1}}
	s := &leases{active: []*lease{l0, l1}, names: n}

	var wg sync.WaitGroup
	wg.Add(2)
	go func() {
		defer wg.Done()
		n.get(0)
	}()
	go func() {
		defer wg.Done()
		s.release(l0)
	}()
	wg.Wait()
}
