package main

type Matrix[T ~int | ~float64] [][]T

func (m Matrix[T]) Mul(o Matrix[T]) Matrix[T] {
	out := make(Matrix[T], len(m))
	for i := range m {
		out[i] = make([]T, len(o[0]))
		for j := range o[0] {
			for k := range o {
				out[i][j] += m[i][k] * o[k][j]
			}
		}
	}
	return out
}
func main() {
	a := Matrix[int]{{1, 2}, {3, 4}}
	b := a.Mul(a)
	println(b[0][0], b[0][1], b[1][0], b[1][1])
}
