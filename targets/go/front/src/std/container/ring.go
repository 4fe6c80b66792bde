package ring

// A Ring is an element of a circular list; the zero one is a list of itself.
type Ring struct {
	next, prev *Ring
	Value      any
}

// start makes a zero ring a list of itself.
func (r *Ring) start() *Ring {
	if r.next == nil {
		r.next, r.prev = r, r
	}
	return r
}

func New(n int) *Ring {
	if n <= 0 {
		return nil
	}
	first := new(Ring).start()
	for ; n > 1; n-- {
		first.prev.Link(&Ring{})
	}
	return first
}

func (r *Ring) Next() *Ring { return r.start().next }
func (r *Ring) Prev() *Ring { return r.start().prev }

func (r *Ring) Move(n int) *Ring {
	r.start()
	for ; n > 0; n-- {
		r = r.next
	}
	for ; n < 0; n++ {
		r = r.prev
	}
	return r
}

// Link puts s after r. If they are in one ring, what lies between them leaves it; what followed r is the result.
func (r *Ring) Link(s *Ring) *Ring {
	after := r.start().next
	if s != nil {
		last := s.start().prev
		r.next, s.prev = s, r
		last.next, after.prev = after, last
	}
	return after
}

func (r *Ring) Unlink(n int) *Ring {
	if n <= 0 {
		return nil
	}
	return r.Link(r.Move(n + 1))
}

func (r *Ring) Len() int {
	n := 0
	r.Do(func(any) { n++ })
	return n
}

func (r *Ring) Do(f func(any)) {
	if r == nil {
		return
	}
	f(r.Value)
	for p := r.Next(); p != r; p = p.next {
		f(p.Value)
	}
}
