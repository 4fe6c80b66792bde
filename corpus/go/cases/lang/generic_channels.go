package main

func Gen[T any](xs ...T) <-chan T {
	c := make(chan T)
	go func() {
		defer close(c)
		for _, x := range xs {
			c <- x
		}
	}()
	return c
}
func MapChan[T, U any](in <-chan T, f func(T) U) <-chan U {
	out := make(chan U, 1)
	go func() {
		for v := range in {
			out <- f(v)
		}
		close(out)
	}()
	return out
}
func Drain[T any](c <-chan T) (out []T) {
	for v := range c {
		out = append(out, v)
	}
	return
}
func main() {
	r := Drain(MapChan(Gen(1, 2, 3), func(i int) string { return "***"[:i] }))
	println(len(r), r[0], r[2])
}
