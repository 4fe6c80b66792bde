package main

func Index[E comparable](s []E, v E) int {
	for i, x := range s {
		if x == v {
			return i
		}
	}
	return -1
}

type P struct{ x, y int }

func main() {
	println(Index([]string{"a", "b"}, "b"), Index([]P{{1, 2}, {3, 4}}, P{3, 4}), Index([]any{1, "a", nil}, any("a")), Index([]float64{1}, 2))
	defer func() { println(recover().(error).Error()) }()
	println(Index([]any{[]int{1}}, any([]int{1})))
}
