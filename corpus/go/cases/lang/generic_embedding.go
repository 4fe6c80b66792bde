package main

type Base[T any] struct{ val T }

func (b *Base[T]) Get() T  { return b.val }
func (b *Base[T]) Put(v T) { b.val = v }

type Derived struct {
	Base[string]
	n int
}
type Wrap[T any] struct {
	*Base[T]
	extra T
}
type Getter[T any] interface{ Get() T }

func Read[T any](g Getter[T]) T { return g.Get() }
func main() {
	d := &Derived{n: 1}
	d.Put("hi")
	println(d.Get(), d.Base.val)
	w := Wrap[int]{&Base[int]{4}, 5}
	w.Put(w.extra + w.Get())
	println(w.val, Read[int](w), Read[string](d))
}
