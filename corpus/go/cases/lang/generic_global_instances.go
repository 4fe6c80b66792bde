package main

var table = map[string]func(int) int{"inc": apply[int](1), "dec": apply(-1)}

func apply[T ~int](d T) func(T) T { return func(x T) T { return x + d + T(base) } }

var base = 10

type reg[T any] struct{ v []T }

var r reg[string]

func init() { r.v = append(r.v, "init") }
func main() { println(table["inc"](1), table["dec"](1), r.v[0]) }
