package main

type t3 [3]byte
type p struct {
	a    *int
	b, c int
}

func main() {
	var a []int
	var b []byte
	var c []string
	var d []*int
	var e []t3
	var f []p
	var g []struct{}
	la, lb, lc, ld, le, lf := -1, -1, -1, -1, -1, -1
	for i := 0; i < 3000; i++ {
		a = append(a, i)
		b = append(b, 1)
		c = append(c, "x")
		d = append(d, nil)
		e = append(e, t3{})
		f = append(f, p{})
		g = append(g, struct{}{})
		if cap(a) != la {
			la = cap(a)
			print("a", la, " ")
		}
		if cap(b) != lb {
			lb = cap(b)
			print("b", lb, " ")
		}
		if cap(c) != lc {
			lc = cap(c)
			print("c", lc, " ")
		}
		if cap(d) != ld {
			ld = cap(d)
			print("d", ld, " ")
		}
		if cap(e) != le {
			le = cap(e)
			print("e", le, " ")
		}
		if cap(f) != lf {
			lf = cap(f)
			print("f", lf, " ")
		}
	}
	println()
	println(len(g), a[2999])
	h := append([]int{1, 2, 3}, make([]int, 10)...)
	println(len(h), cap(h))
	s := append([]byte(nil), "hello world, this is a longer string"...)
	println(len(s), cap(s))
	r := []rune("héllo")
	println(len(r), cap(r) >= 5)
	x := make([]int, 3, 5)
	y := append(x, 1)
	z := append(x, 2)
	println(y[3], z[3], len(x))
	x = append(x[:1], x[2:]...)
	println(len(x), cap(x))
}
