package main

type L[T any] struct{ v T }
type Two[A, B any] struct{}

func main() { var x any = L[map[string]int]{}; _ = x.(L[Two[int, []string]]) }
