package main

import (
	"fmt"
	"unsafe"
)

type point complex128
type small complex64

const (
	i1    = 1i
	c     = 3 + 4i
	third = (1 + 2i) / 3
	whole = 5 + 0i
	n     = int(whole)
	ratio = real(c) / imag(c)
)

type pair struct {
	a complex64
	b complex128
	s string
}

var global = complex(1, -2)
var zero complex128

func swap(z complex128) complex128 { return complex(imag(z), real(z)) }

func sum[T complex64 | complex128](list ...T) (s T) {
	for _, z := range list {
		s += z
	}
	return
}

func (p point) abs2() float64 { return real(p)*real(p) + imag(p)*imag(p) }

//go:noinline
func id[T any](x T) T { return x }

func main() {
	a, b := 1+2i, 3-4i
	println(a, b, a+b, a-b, a*b, a/b, -a)
	var f complex64 = 1.1 + 2.2i
	g := f * f
	println(f, g, f/g, -f, f == g, complex128(f))
	fmt.Println(a, b, a*b, a/b, f, g, f/g)
	fmt.Println(i1, c, third, whole, n, ratio, len([whole]int{}))
	fmt.Printf("%v %.2f %8.3f %+.1e %g %T %T\n", a, b, a, b, f, f, a)
	fmt.Printf("%d %s %6.1f|%-20v|%20v|\n", a, b, f, a, b)
	fmt.Println(real(a), imag(b), real(f), unsafe.Sizeof(f), unsafe.Sizeof(a))
	x, y := 1.5, -2.5
	z := complex(x, y)
	x32 := float32(0.1)
	z32 := complex(x32, 2)
	fmt.Println(z, z32, swap(z), global, zero == 0, z == complex(1.5, -2.5), z != z)
	z += 1
	z *= 2i
	z /= 1 + 1i
	z -= complex(0, 1)
	fmt.Println(z)
	m := map[complex128]string{1 + 1i: "a", a: "b"}
	m[complex(1, 1)] += "c"
	fmt.Println(len(m), m[1+1i], m[1+2i], m[0] == "")
	k := map[pair]int{{f, a, "x"}: 1}
	k[pair{f, a, "x"}]++
	fmt.Println(k[pair{f, a, "x"}], len(k))
	var e any = a
	_, ok := e.(complex128)
	_, no := e.(complex64)
	fmt.Println(ok, no, e == any(1+2i), e == any(complex64(1+2i)))
	fmt.Println(sum(a, b, 1), sum[complex64](1, 2i))
	fmt.Println(point(3+4i).abs2(), small(1i)*small(1i))
	arr := [3]complex64{1, 2i, 3 + 3i}
	s := arr[:]
	s = append(s, 4)
	for i, z := range s {
		s[i] = z * z
	}
	fmt.Println(arr, s)
	p := &pair{1, 2, "p"}
	p.a += 1i
	p.b = complex128(p.a) * p.b
	fmt.Println(*p, *p == pair{1 + 1i, 2 + 2i, "p"})
	ch := make(chan complex128, 1)
	ch <- a
	fmt.Println(<-ch)
	q := new(complex128)
	*q = c
	r := &p.b
	*r = *q / 2
	fmt.Println(*q, p.b)
	inf := id(1e308) * 10
	nan := inf - inf
	d := []complex128{0, 1, complex(inf, 0), complex(0, inf), complex(nan, 0), complex(1, nan), complex(0, -1), 2 - 3i, complex(inf, nan), complex(-inf, inf)}
	for _, u := range d {
		for _, v := range d {
			fmt.Print(u/v, " ", u*v, " ", u == v, " ")
		}
		println(u, u == u)
		fmt.Println()
	}
	switch z := id(2 + 0i); z {
	case 1:
		fmt.Println("one")
	case 2:
		fmt.Println("two")
	}
	func(z complex64, w complex128) { fmt.Println(z, w) }(1i, -1i)
	h := func() (complex64, complex128) { return f, a }
	u, v := h()
	fmt.Println(u, v)
	fmt.Printf("%v %+v %#v\n", *p, *p, 1+2i)
	var pc, qc complex128 = 1, 2
	pc, qc = qc, pc
	fmt.Println(pc, qc)
	defer func() { fmt.Println("recovered", recover()) }()
	fmt.Println(map[complex64]int{2: 1, 1 + 1i: 2, 1 - 1i: 3, -1: 4})
	panic(1 + 2i)
}
