package main

func counter() (func() int, func()) {
	n := 0
	return func() int { n++; return n }, func() { n = 100 }
}

type node struct {
	next *node
	val  int
}

func (n *node) sum() int {
	if n == nil {
		return 0
	}
	return n.val + n.next.sum()
}

func apply(fs ...func(int) int) int {
	v := 1
	for _, f := range fs {
		v = f(v)
	}
	return v
}

func main() {
	next, reset := counter()
	println(next(), next())
	reset()
	println(next())
	var fs []func() int
	for i := 0; i < 3; i++ {
		fs = append(fs, func() int { i += 10; return i })
	}
	for _, f := range fs {
		println(f(), f())
	}
	println(apply(func(x int) int { return x + 1 }, func(x int) int { return x * 10 }))
	println(apply())
	var fib func(int) int
	fib = func(n int) int {
		if n < 2 {
			return n
		}
		return fib(n-1) + fib(n-2)
	}
	println(fib(15))
	var list *node
	for i := 1; i <= 4; i++ {
		list = &node{list, i}
	}
	println(list.sum())
	i := 0
	f := func() int { i++; return i }
	println(i + f())
	println(i, f(), i)
	x, y := 1, 2
	x, y = y, x
	println(x, y)
	arr := [3]int{1, 2, 3}
	i = 0
	i, arr[i] = 2, 9
	println(i, arr[0], arr[1], arr[2])
	p := &arr[1]
	*p += 5
	q := &p
	**q *= 2
	println(arr[1])
}
