package main

type holder struct{ s []int }
type wide struct {
	a, b int
	s    []int
}

//go:noinline
func look(s []int) int { return len(s) }

//go:noinline
func lookAll(s ...int) int { return len(s) }

func (h holder) count() int { return len(h.s) }

//go:noinline
func (h *holder) add(i int) { h.s = append(h.s, i) }

//go:noinline
func twoSites(n int) {
	var s []int
	if n > 2 {
		s = append(s, 1)
	} else {
		s = append(s, 2)
	}
	println("twoSites", cap(s))
}

//go:noinline
func again(n int) {
	for round := 0; round < 3; round++ {
		var s []int
		for i := 0; i < n; i++ {
			s = append(s, i)
		}
		print(cap(s), " ")
	}
	println("again")
}

//go:noinline
func reset(n int) {
	var s []int
	for round := 0; round < 3; round++ {
		s = s[:0]
		for i := 0; i < n; i++ {
			s = append(s, i)
		}
		print(cap(s), " ")
	}
	s = nil
	for i := 0; i < n; i++ {
		s = append(s, i)
	}
	println(cap(s), "reset")
}

//go:noinline
func from(n int) {
	var s []int
	for i := 0; i < 6; i++ {
		s = append(s, i)
		if i == n {
			s = s[1:]
		}
		print(cap(s), " ")
	}
	println("from")
}

//go:noinline
func several(n int) {
	var s []int
	for i := 0; i < n; i++ {
		s = append(s, i, i, i)
		print(cap(s), " ")
	}
	println("several")
}

//go:noinline
func five(n int) {
	var s []int
	s = append(s, n, n, n, n, n)
	println("five", cap(s))
}

//go:noinline
func spread(n int, xs []int) {
	var s []int
	for i := 0; i < n; i++ {
		s = append(s, xs...)
		print(cap(s), " ")
	}
	println("spread")
}

//go:noinline
func other(n int) {
	t := append([]int(nil), n)
	u := append(t, n)
	println("other", cap(t), cap(u))
}

//go:noinline
func passed(n int) {
	var s []int
	for i := 0; i < n; i++ {
		s = append(s, i)
		look(s)
		print(cap(s), " ")
	}
	lookAll(s...)
	println("passed")
}

//go:noinline
func field(n int) {
	var h holder
	for i := 0; i < n; i++ {
		h.s = append(h.s, i)
		print(cap(h.s), " ")
	}
	println("field", h.count())
}

//go:noinline
func wideField(n int) {
	var h wide
	for i := 0; i < n; i++ {
		h.s = append(h.s, i)
		print(cap(h.s), " ")
	}
	println("wideField", h.a, h.b)
}

//go:noinline
func method(n int) {
	var h holder
	for i := 0; i < n; i++ {
		h.add(i)
		print(cap(h.s), " ")
	}
	println("method")
}

//go:noinline
func readByClosure(n int) {
	s := append([]int(nil), n)
	f := func() int { return len(s) + n }
	println("readByClosure", cap(s), f())
}

//go:noinline
func inClosure(n int) {
	f := func() {
		var s []int
		for i := 0; i < n; i++ {
			s = append(s, i)
		}
		println("inClosure", cap(s))
	}
	f()
	defer f()
}

//go:noinline
func deferredArg(n int) {
	var s []int
	for i := 0; i < n; i++ {
		s = append(s, i)
	}
	defer look(s)
	println("deferredArg", cap(s))
}

//go:noinline
func goArg(n int) {
	var s []int
	for i := 0; i < n; i++ {
		s = append(s, i)
	}
	go look(s)
	println("goArg", cap(s))
}

//go:noinline
func addressed(n int) {
	var s []int
	for i := 0; i < n; i++ {
		s = append(s, i)
	}
	p := &s
	println("addressed", cap(*p), cap(s))
}

//go:noinline
func elementAddressed(n int) {
	var s []int
	for i := 0; i < n; i++ {
		s = append(s, i)
	}
	var p *int
	if len(s) > 0 {
		p = &s[0]
	}
	println("elementAddressed", cap(s), p != nil)
}

//go:noinline
func gathered(n int) {
	var all [][]int
	for i := 0; i < n; i++ {
		var s []int
		s = append(s, i)
		all = append(all, s)
		print(cap(s), " ")
	}
	println("gathered", cap(all))
}

//go:noinline
func stringed(n int) {
	var s []byte
	for i := 0; i < n; i++ {
		s = append(s, 'a')
	}
	println("stringed", cap(s), string(s))
}

//go:noinline
func mapped(n int) {
	m := map[int][]int{}
	for i := 0; i < n; i++ {
		m[0] = append(m[0], i)
	}
	println("mapped", cap(m[0]))
}

//go:noinline
func arrayed(n int) {
	var a [2][]int
	for i := 0; i < n; i++ {
		a[0] = append(a[0], i)
	}
	println("arrayed", cap(a[0]))
}

//go:noinline
func parameter(s []int, n int) {
	for i := 0; i < n; i++ {
		s = append(s, i)
	}
	println("parameter", cap(s))
}

//go:noinline
func swapped(n int) {
	var s, t []int
	for i := 0; i < n; i++ {
		s = append(s, i)
		s, t = t, s
	}
	println("swapped", cap(s), cap(t))
}

//go:noinline
func panicked(n int) {
	defer func() { recover() }()
	var s []int
	for i := 0; i < n; i++ {
		s = append(s, i)
	}
	println("panicked", cap(s))
	if n == 3 {
		panic(s)
	}
}

//go:noinline
func ranged(n int) {
	var s []int
	for i := 0; i < n; i++ {
		s = append(s, i)
	}
	for i := range s {
		s = append(s, i)
	}
	println("ranged", cap(s))
}

//go:noinline
func jumped(n int) {
	var s []int
	i := 0
loop:
	s = append(s, i)
	i++
	if i < n {
		goto loop
	}
	println("jumped", cap(s))
}

//go:noinline
func pointers(n int) {
	var s []*int
	for i := 0; i < n; i++ {
		s = append(s, &i)
		print(cap(s), " ")
	}
	println("pointers")
}

func main() {
	for n := 0; n < 7; n++ {
		println("n", n)
		twoSites(n)
		again(n)
		reset(n)
		from(n)
		several(n)
		five(n)
		spread(n, []int{1, 2})
		other(n)
		passed(n)
		field(n)
		wideField(n)
		method(n)
		readByClosure(n)
		inClosure(n)
		deferredArg(n)
		goArg(n)
		addressed(n)
		elementAddressed(n)
		gathered(n)
		stringed(n)
		mapped(n)
		arrayed(n)
		parameter(nil, n)
		swapped(n)
		panicked(n)
		ranged(n)
		jumped(n)
		pointers(n)
	}
}
