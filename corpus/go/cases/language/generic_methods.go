package main

import "fmt"

type T struct{ n int }

func (t T) m[P any](x P) P { return x }
func (t *T) ptr[P any](x P) (P, int) { t.n++; return x, t.n }

type G[F any] struct{ f F }

func (g G[F]) conv[H any](f func(F) H) G[H] { return G[H]{f(g.f)} }

type E struct{ *T }
type E2 struct{ T }

func (t T) boom[P any](x P) { f := func() { panic(fmt.Sprint(x)) }; f() }
func (g *G[F]) boom[P any](x P) { var p *int; *p = 1 }

func main() {
	t := T{1}
	fmt.Println(t.m(1), t.m[string]("a"))
	fmt.Println(t.ptr(2.5))
	g := G[int]{3}.conv(func(i int) string { return fmt.Sprint(i + 1) })
	fmt.Printf("%T %v\n", g, g)
	e := E{&t}
	fmt.Println(e.ptr('x'))
	f := T.m[int]
	h := (*T).m[string]
	i := E.ptr[int]
	fmt.Println(f(t, 4), h(&t, "b"))
	fmt.Println(i(e, 7))
	var k func(T, int) int = T.m
	v := t.m[int]
	var w func(int) (int, int) = t.ptr
	fmt.Println(k(t, 1), v(2))
	fmt.Println(w(3))
	fmt.Printf("%T %T %T\n", f, v, h)
	func() {
		defer func() { fmt.Println(recover()) }()
		h(nil, "b")
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		e.T = nil
		i(e, 1)
	}()
	var x any = t
	_, ok := x.(interface{ m(int) int })
	fmt.Println(ok)
	defer func() {
		fmt.Println(recover())
		(&G[string]{}).boom(1)
	}()
	t.boom(5)
}
