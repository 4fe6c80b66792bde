package main

type T struct{ n int }

func (t T) show(s string) { println("T", t.n, s) }
func (t *T) inc(k int)    { t.n += k; println("inc", t.n) }
func named() (r int) {
	defer func() { r *= 2 }()
	r = 5
	return r + 1
}

func loop() {
	for i := 0; i < 3; i++ {
		defer println("deferred", i)
	}
	t := T{1}
	defer t.show("by value")
	defer t.inc(10)
	t.n = 7
	f := t.show
	t.n = 8
	f("bound")
	g := T.show
	g(t, "expr")
	h := (*T).inc
	h(&t, 1)
}

func multi() (a, b int, s string) {
	defer func() {
		a++
		s += "!"
	}()
	a, b, s = 1, 2, "x"
	return b, a, s + "y"
}

func main() {
	println(named())
	loop()

	x, y, z := multi()
	println(x, y, z)
}
