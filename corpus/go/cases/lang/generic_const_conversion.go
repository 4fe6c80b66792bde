package main

type Int interface{ ~int8 | ~int16 | ~int }

func Hundred[T Int]() T { return 100 }
func Plus[T Int](x T) T { return x + 27 + T(1) }
func Bits[T Int](x T) T { return x<<2 | 1 }
func main() {
	println(Hundred[int8](), Plus[int8](100), Plus[int](100), Bits[int8](64), Bits[int16](64))
}
