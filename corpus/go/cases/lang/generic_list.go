package main

type node[T any] struct {
	v    T
	next *node[T]
}
type List[T any] struct {
	head, tail *node[T]
	n          int
}

func (l *List[T]) Push(v T) *List[T] {
	e := &node[T]{v: v}
	if l.tail == nil {
		l.head = e
	} else {
		l.tail.next = e
	}
	l.tail = e
	l.n++
	return l
}
func (l *List[E]) Each(f func(int, E)) {
	i := 0
	for e := l.head; e != nil; e = e.next {
		f(i, e.v)
		i++
	}
}
func (l List[_]) Len() int { return l.n }
func Collect[T any](l *List[T]) []T {
	var out []T
	l.Each(func(_ int, v T) { out = append(out, v) })
	return out
}
func main() {
	var l List[string]
	l.Push("x").Push("y").Push("z")
	l.Each(func(i int, s string) { println(i, s) })
	println(l.Len(), len(Collect(&l)))
	var ll List[*List[string]]
	ll.Push(&l)
	println(ll.head.v.head.next.v)
}
