package main

type Set[T comparable] interface {
	Add(T)
	Has(T) bool
	Len() int
}
type mapSet[T comparable] map[T]struct{}

func (m mapSet[T]) Add(v T)      { m[v] = struct{}{} }
func (m mapSet[T]) Has(v T) bool { _, ok := m[v]; return ok }
func (m mapSet[T]) Len() int     { return len(m) }
func Fill[T comparable](s Set[T], xs ...T) Set[T] {
	for _, x := range xs {
		s.Add(x)
	}
	return s
}
func main() {
	s := Fill[string](mapSet[string]{}, "a", "b", "a")
	println(s.Len(), s.Has("b"), s.Has("c"))
	if _, ok := s.(interface{ Len() int }); ok {
		println("len")
	}
	_, ok := any(s).(Set[int])
	println(ok)
}
