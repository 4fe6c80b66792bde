package main

type T struct{ a []int }

func main() {
	var x, y any = T{}, T{}
	println(x == y)
}
