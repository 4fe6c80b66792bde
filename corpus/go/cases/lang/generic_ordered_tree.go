package main

type Ordered interface{ ~int | ~string | ~float64 }
type Tree[K Ordered, V any] struct{ root *tn[K, V] }
type tn[K Ordered, V any] struct {
	k    K
	v    V
	l, r *tn[K, V]
}

func (t *Tree[K, V]) Put(k K, v V) {
	p := &t.root
	for *p != nil {
		switch {
		case k < (*p).k:
			p = &(*p).l
		case k > (*p).k:
			p = &(*p).r
		default:
			(*p).v = v
			return
		}
	}
	*p = &tn[K, V]{k: k, v: v}
}
func (n *tn[K, V]) walk(f func(K, V)) {
	if n != nil {
		n.l.walk(f)
		f(n.k, n.v)
		n.r.walk(f)
	}
}
func main() {
	t := &Tree[string, int]{}
	for i, s := range []string{"m", "c", "z", "a", "c"} {
		t.Put(s, i)
	}
	t.root.walk(func(k string, v int) { println(k, v) })
	u := Tree[float64, bool]{}
	u.Put(2.5, true)
	u.Put(-1, false)
	u.root.walk(func(k float64, v bool) { println(k, v) })
}
