package main

type Unsigned interface{ ~uint8 | ~uint16 | ~uint32 }

func Neg[T Unsigned](x T) T        { return -x }
func Not[T Unsigned](x T) T        { return ^x }
func Shl[T Unsigned](x T, n int) T { return x << n }
func main() {
	println(Neg(uint8(1)), Neg(uint32(1)), Not(uint16(0)), Shl(uint8(255), 4), Shl(uint32(255), 4))
}
