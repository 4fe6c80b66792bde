package main

func Find[T comparable](grid [][]T, v T) (int, int) {
outer:
	for i, row := range grid {
		for j, x := range row {
			if x == v {
				return i, j
			}
			if i > 5 {
				break outer
			}
		}
	}
	return -1, -1
}
func Skip[T ~int](xs []T) (s T) {
next:
	for _, x := range xs {
		for d := T(2); d < x; d++ {
			if x%d == 0 {
				continue next
			}
		}
		s += x
	}
	return
}
func main() {
	i, j := Find([][]string{{"a"}, {"b", "c"}}, "c")
	println(i, j, Skip([]int{2, 3, 4, 5, 6, 7}))
}
