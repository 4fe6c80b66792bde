package main

func Fib[T ~int | ~uint64](n T) T {
	if n < 2 {
		return n
	}
	return Fib(n-1) + Fib(n-2)
}
func Even[T ~int](n T) bool {
	if n == 0 {
		return true
	}
	return Odd(n - 1)
}
func Odd[T ~int](n T) bool {
	if n == 0 {
		return false
	}
	return Even(n - 1)
}
func main() { println(Fib(10), Fib(uint64(20)), Even(7), Odd(7)) }
