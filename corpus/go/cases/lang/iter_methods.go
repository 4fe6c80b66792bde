package main

type List[T any] struct {
	v    T
	next *List[T]
}

func (l *List[T]) All() func(func(int, T) bool) {
	return func(yield func(int, T) bool) {
		i := 0
		for n := l; n != nil; n = n.next {
			if !yield(i, n.v) {
				return
			}
			i++
		}
	}
}
func (l *List[T]) Push(yield func(T) bool) {
	for n := l; n != nil; n = n.next {
		if !yield(n.v) {
			return
		}
	}
}

type Iter[T any] func(yield func(T) bool)

func Filter[T any](s Iter[T], f func(T) bool) Iter[T] {
	return func(yield func(T) bool) {
		for x := range s {
			if f(x) && !yield(x) {
				return
			}
		}
	}
}
func Collect[T any](s Iter[T]) (out []T) {
	for x := range s {
		out = append(out, x)
	}
	return
}
func main() {
	l := &List[string]{"a", &List[string]{"bb", &List[string]{"c", nil}}}
	for i, s := range l.All() {
		println(i, s)
	}
	for s := range l.Push {
		println(s)
	}
	xs := Collect(Filter(l.Push, func(s string) bool { return len(s) == 1 }))
	println(len(xs), xs[1])
}
