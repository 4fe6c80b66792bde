package main

var global []int
var boxes = map[string][]int{}

type holder struct{ s []int }

//go:noinline
func toGlobal(n int) {
	var s []int
	for i := 0; i < n; i++ {
		s = append(s, i)
	}
	global = s
}

//go:noinline
func toPointer(n int, p *[]int) {
	var s []int
	for i := 0; i < n; i++ {
		s = append(s, i)
	}
	*p = s
}

//go:noinline
func inLoop(n int) {
	var s []int
	for i := 0; i < n; i++ {
		s = append(s, i)
		global = s
		print(cap(s), " ")
	}
}

//go:noinline
func twoReturns(n int) []int {
	var s []int
	for i := 0; i < n; i++ {
		if i == 100 {
			return s
		}
		s = append(s, i)
	}
	return s
}

//go:noinline
func one(n int) []int {
	var s []int
	s = append(s, n)
	return s
}

//go:noinline
func two(n int) []int {
	var s []int
	s = append(s, n)
	s = append(s, n)
	return s
}

//go:noinline
func three(n int) []int {
	s := append([]int(nil), n)
	s = append(s, n)
	s = append(s, n)
	return s
}

//go:noinline
func direct(n int) []int {
	return append([]int(nil), n, n, n)
}

//go:noinline
func named(n int) (s []int) {
	for i := 0; i < n; i++ {
		s = append(s, i)
	}
	return
}

//go:noinline
func namedExplicit(n int) (s []int, err error) {
	for i := 0; i < n; i++ {
		s = append(s, i)
	}
	return s, nil
}

//go:noinline
func sink(s []int) { global = s }

//go:noinline
func look(s []int) int { return len(s) }

//go:noinline
func back(s []int) []int { return s }

//go:noinline
func passedAndKept(n int) {
	var s []int
	for i := 0; i < n; i++ {
		s = append(s, i)
	}
	sink(s)
	print(cap(s), " ")
}

//go:noinline
func passedAndReturned(n int) []int {
	var s []int
	for i := 0; i < n; i++ {
		s = append(s, i)
		look(s)
	}
	return s
}

//go:noinline
func inMap(n int) {
	var s []int
	for i := 0; i < n; i++ {
		s = append(s, i)
	}
	boxes["x"] = s
}

//go:noinline
func inStruct(n int) *holder {
	h := &holder{}
	for i := 0; i < n; i++ {
		h.s = append(h.s, i)
	}
	return h
}

//go:noinline
func inLiteral(n int) *holder {
	var s []int
	for i := 0; i < n; i++ {
		s = append(s, i)
	}
	return &holder{s}
}

//go:noinline
func sent(n int, c chan []int) {
	var s []int
	for i := 0; i < n; i++ {
		s = append(s, i)
	}
	c <- s
}

//go:noinline
func literalStart(n int) []int {
	s := []int{}
	for i := 0; i < n; i++ {
		s = append(s, i)
	}
	return s
}

//go:noinline
func literalOne(n int) []int {
	s := []int{7}
	for i := 0; i < n; i++ {
		s = append(s, i)
	}
	return s
}

//go:noinline
func made(n int) []int {
	s := make([]int, 0)
	for i := 0; i < n; i++ {
		s = append(s, i)
	}
	return s
}

//go:noinline
func several(n int) []int {
	var s []int
	for i := 0; i < n; i++ {
		s = append(s, i, i, i)
	}
	return s
}

//go:noinline
func spread(n int, xs []int) []int {
	var s []int
	for i := 0; i < n; i++ {
		s = append(s, xs...)
	}
	return s
}

//go:noinline
func ranged(n int) []int {
	var s []int
	for i := 0; i < n; i++ {
		s = append(s, i)
	}
	t := 0
	for _, v := range s {
		t += v
	}
	s = append(s, t)
	return s
}

//go:noinline
func addressed(n int) []int {
	var s []int
	for i := 0; i < n; i++ {
		s = append(s, i)
	}
	if len(s) > 0 {
		p := &s[0]
		*p = 9
	}
	return s
}

//go:noinline
func copied(n int) []int {
	var s []int
	for i := 0; i < n; i++ {
		s = append(s, i)
	}
	t := s
	t = append(t, 1)
	return t
}

//go:noinline
func interfaced(n int) any {
	var s []int
	for i := 0; i < n; i++ {
		s = append(s, i)
	}
	return s
}

//go:noinline
func reset(n int) []int {
	var s []int
	for i := 0; i < n; i++ {
		s = append(s, i)
	}
	s = s[:0]
	for i := 0; i < n; i++ {
		s = append(s, i)
	}
	s = nil
	for i := 0; i < n; i++ {
		s = append(s, i)
	}
	return s
}

//go:noinline
func throughCall(n int) []int {
	var s []int
	for i := 0; i < n; i++ {
		s = append(s, i)
	}
	return back(s)
}

//go:noinline
func appended(s []int, n int) []int {
	for i := 0; i < n; i++ {
		s = append(s, i)
	}
	return s
}

//go:noinline
func deferred(n int) (s []int) {
	defer func() { s = append(s, 5) }()
	for i := 0; i < n; i++ {
		s = append(s, i)
	}
	return s
}

//go:noinline
func switched(n int) []int {
	var s []int
	switch {
	case n > 3:
		for i := 0; i < n; i++ {
			s = append(s, i)
		}
	case n > 1:
		s = append(s, 1)
		s = append(s, 1)
	default:
		s = append(s, 1)
	}
	return s
}

func main() {
	for n := 0; n < 7; n++ {
		println("n", n)
		global = nil
		toGlobal(n)
		println("toGlobal", len(global), cap(global))
		var p []int
		toPointer(n, &p)
		println("toPointer", len(p), cap(p))
		inLoop(n)
		println("inLoop")
		println("twoReturns", cap(twoReturns(n)))
		println("one", cap(one(n)), cap(two(n)), cap(three(n)), cap(direct(n)))
		println("named", cap(named(n)))
		s, _ := namedExplicit(n)
		println("namedExplicit", cap(s))
		passedAndKept(n)
		println("passedAndKept", cap(global))
		println("passedAndReturned", cap(passedAndReturned(n)))
		inMap(n)
		println("inMap", cap(boxes["x"]))
		println("inStruct", cap(inStruct(n).s))
		println("inLiteral", cap(inLiteral(n).s))
		c := make(chan []int, 1)
		sent(n, c)
		println("sent", cap(<-c))
		println("literalStart", cap(literalStart(n)), cap(literalOne(n)))
		println("made", cap(made(n)))
		println("several", cap(several(n)))
		println("spread", cap(spread(n, []int{1, 2})))
		println("ranged", cap(ranged(n)))
		println("addressed", cap(addressed(n)))
		println("copied", cap(copied(n)))
		println("interfaced", cap(interfaced(n).([]int)))
		println("reset", cap(reset(n)))
		println("throughCall", cap(throughCall(n)))
		println("appended", cap(appended(nil, n)))
		println("deferred", cap(deferred(n)))
		println("switched", cap(switched(n)))
	}
}
