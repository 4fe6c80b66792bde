package main

type Cmp[T any] interface{ Less(T) bool }
type Age int

func (a Age) Less(b Age) bool { return a < b }
func Min[T Cmp[T]](x T, ys ...T) T {
	for _, y := range ys {
		if y.Less(x) {
			x = y
		}
	}
	return x
}

type Heap[T Cmp[T]] struct{ h []T }

func (h *Heap[T]) Push(x T) {
	h.h = append(h.h, x)
	for i := len(h.h) - 1; i > 0; {
		p := (i - 1) / 2
		if !h.h[i].Less(h.h[p]) {
			break
		}
		h.h[i], h.h[p] = h.h[p], h.h[i]
		i = p
	}
}
func main() {
	println(Min(Age(3), 1, 2))
	var h Heap[Age]
	for _, a := range []Age{5, 3, 8, 1} {
		h.Push(a)
	}
	println(h.h[0], len(h.h))
}
