package main

type Shape interface{ Area() int }
type Sq int

func (s Sq) Area() int { return int(s * s) }
func Total[S Shape](xs []S) (n int) {
	for _, x := range xs {
		f := x.Area
		n += f()
	}
	return
}
func main() { println(Total([]Sq{1, 2, 3}), Total([]Shape{Sq(4), Sq(5)}), Total[Shape](nil)) }
