package main

func classify(n int) string {
	switch {
	case n < 0:
		return "neg"
	case n == 0:
		return "zero"
	}
	return "pos"
}

func find(m [][]int, want int) (int, int, bool) {
outer:
	for i, row := range m {
		for j, v := range row {
			if v < 0 {
				continue outer
			}
			if v == want {
				return i, j, true
			}
			if v > 100 {
				break outer
			}
		}
	}
	return -1, -1, false
}

func main() {
	println(classify(-1), classify(0), classify(1))
	m := [][]int{{1, -1, 5}, {2, 5, 101}, {7}}
	r, c, ok := find(m, 5)
	println(r, c, ok)
	i := 0
loop:
	if i < 3 {
		print(i)
		i++
		goto loop
	}
	println()
	for i := 0; ; i++ {
		if i == 2 {
			continue
		}
		if i > 4 {
			break
		}
		switch i {
		case 3:
			break
		default:
			print(i, " ")
		}
	}
	println()
	var fs [3]func()
	for i := range fs {
		fs[i] = func() { print(i, ";") }
	}
	for _, f := range fs {
		f()
	}
	println()
	x := 5
	if x := x * 2; x > 5 {
		println("inner", x)
	} else {
		println("else")
	}
	{
		x := "shadow"
		println(x)
	}
	println(x)
	const (
		A = iota * 10
		B
		_
		D
	)
	println(A, B, D)
	sum := 0
	for n := range 10 {
		if n%2 == 0 {
			continue
		}
		sum += n
	}
	println(sum)
	type local struct{ v int }
	l := &local{3}
	l.v++
	println(l.v)
	func() {
		defer func() { println("d1") }()
		for range 2 {
			defer print("x")
		}
	}()
	k := 10
	for k > 0 {
		k -= 3
	}
	println(k)
	a, b := 0, 1
	for range 20 {
		a, b = b, a+b
	}
	println(a)
}
