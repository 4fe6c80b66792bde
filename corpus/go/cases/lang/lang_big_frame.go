package main

type B [4000]byte

func f(b B) B { b[1]++; return b }
func main() {
	var b B
	b[3999] = 9
	c := f(f(b))
	println(b[1], c[1], c[3999])
	var bb [20000]int
	for i := range bb {
		bb[i] = i
	}
	s := 0
	for _, v := range bb[:] {
		s += v
	}
	println(s)
	p := new([100000]int)
	p[99999] = 3
	println(p[99999], len(p))
}
