package main

func Div[T ~int | ~float64](a, b T) T { return a / b }
func main() {
	println(Div(7, 2), Div(7.0, 2), Div(1.0, 0.0*1))
	println(Div(7, 0*1))
}
