package main

type Vec[T any] [3]T

func (v Vec[T]) At(i int) T      { return v[i] }
func (v *Vec[T]) Set(i int, x T) { v[i] = x }
func SumV[T ~int | ~float64](v Vec[T]) (s T) {
	for _, x := range v {
		s += x
	}
	return
}
func main() {
	var v Vec[int]
	v.Set(1, 4)
	w := v
	w.Set(0, 1)
	println(v.At(1), SumV(v), SumV(w), len(v))
}
