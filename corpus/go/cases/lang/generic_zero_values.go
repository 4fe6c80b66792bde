package main

func Zero[T any]() T                { var z T; return z }
func New[T any]() *T                { return new(T) }
func IsZero[T comparable](x T) bool { var z T; return x == z }
func main() {
	println(Zero[int](), Zero[string]() == "", Zero[*int]() == nil, *New[bool](), IsZero(0), IsZero("a"), IsZero(struct{ a int }{1}))
}
