package main

func Unzip[A, B any](ps []struct {
	A A
	B B
}) (as []A, bs []B) {
	for _, p := range ps {
		as = append(as, p.A)
		bs = append(bs, p.B)
	}
	return
}
func Two[A, B any](a A, b B) (B, A) { return b, a }
func Use[A, B any](b B, a A) string { return "used" }
func main() {
	as, bs := Unzip([]struct {
		A int
		B string
	}{{1, "x"}, {2, "y"}})
	println(len(as), bs[1])
	println(Use(Two(1, "a")))
}
