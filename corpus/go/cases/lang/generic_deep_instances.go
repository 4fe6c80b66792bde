package main

type Box[T any] struct{ v T }

func Nest3[T any](x T) Box[Box[Box[T]]] { return Box[Box[Box[T]]]{Box[Box[T]]{Box[T]{x}}} }
func Un[T any](b Box[T]) T              { return b.v }
func main() {
	println(Un(Un(Un(Nest3("deep")))))
	var x any = Nest3(1)
	_, ok := x.(Box[Box[Box[int]]])
	println(ok)
	defer func() { println(recover().(error).Error()) }()
	_ = x.(Box[Box[int]])
}
