package main

func Eq[T any](a, b T) bool { return any(a) == any(b) }
func main() {
	println(Eq(1, 1), Eq("a", "b"), Eq[any](1, "1"), Eq([2]int{1, 2}, [2]int{1, 2}))
	defer func() { println(recover().(error).Error()) }()
	println(Eq(map[int]int{}, nil))
}
