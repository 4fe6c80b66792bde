package main

type Cache[K comparable, V any] struct {
	m    map[K]V
	reqs chan func(map[K]V)
}

func NewCache[K comparable, V any]() *Cache[K, V] {
	c := &Cache[K, V]{m: map[K]V{}, reqs: make(chan func(map[K]V))}
	go func() {
		for f := range c.reqs {
			f(c.m)
		}
	}()
	return c
}
func (c *Cache[K, V]) Do(k K, make_ func() V) V {
	done := make(chan V)
	c.reqs <- func(m map[K]V) {
		v, ok := m[k]
		if !ok {
			v = make_()
			m[k] = v
		}
		done <- v
	}
	return <-done
}
func main() {
	c := NewCache[string, int]()
	n := 0
	f := func() int { n++; return n }
	println(c.Do("a", f), c.Do("a", f), c.Do("b", f))
	close(c.reqs)
}
