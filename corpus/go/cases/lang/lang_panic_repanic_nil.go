package main

type T struct{ a, b int }

func f(t *T) int { return t.b }
func main() {
	defer func() {
		r := recover()
		println("re")
		panic(r)
	}()
	println(f(nil))
}
