package main

type Stringer interface{ String() string }
type Num interface {
	~int | ~uint8
	Stringer
}
type A int

func (a A) String() string { return "A" }

type B uint8

func (b B) String() string { return "B" }
func Show[T Num](xs ...T) (s string, sum int) {
	for _, x := range xs {
		s += x.String()
		sum += int(x)
	}
	return
}
func main() { s, n := Show(A(1), A(2)); println(s, n); s, n = Show(B(200), B(100)); println(s, n) }
