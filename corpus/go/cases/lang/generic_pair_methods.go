package main

type Pair[K comparable, V any] struct {
	Key K
	Val V
}

func MakePair[K comparable, V any](k K, v V) Pair[K, V] { return Pair[K, V]{k, v} }
func (p Pair[K, V]) Swap() (V, K)                       { return p.Val, p.Key }
func (p *Pair[K, V]) Set(v V)                           { p.Val = v }
func main() {
	p := MakePair("a", 1)
	p.Set(5)
	v, k := p.Swap()
	println(v, k)
	f := p.Swap
	g := (*Pair[string, int]).Set
	g(&p, 9)
	a, _ := f()
	println(a, p.Val)
	h := Pair[string, int].Swap
	b, _ := h(p)
	println(b, p == MakePair("a", 9), p == Pair[string, int]{})
}
