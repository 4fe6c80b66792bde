package main

type Number interface{ ~int | ~int64 | ~float64 }
type Celsius float64

func Sum[T Number](xs ...T) T {
	var s T
	for _, x := range xs {
		s += x
	}
	return s
}
func main() { println(Sum(1, 2, 3), Sum(1.5, 2), Sum[int64](), Sum(Celsius(1), 2.25)) }
