package main

func Run[T any](xs []T) int {
	type item struct {
		v    T
		next *item
	}
	type table map[int]item
	var head *item
	t := table{}
	for i, x := range xs {
		head = &item{x, head}
		t[i] = *head
	}
	n := 0
	for p := head; p != nil; p = p.next {
		n++
	}
	return n*10 + len(t)
}
func main() { println(Run([]int{1, 2}), Run([]string{"a", "b", "c"})) }
