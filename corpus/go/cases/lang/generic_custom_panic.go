package main

type Err[T any] struct{ v T }

func (e Err[T]) Error() string { return "err!" }
func Must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
func main() { println(Must(1, nil)); println(Must("x", error(Err[int]{3}))) }
