package main

import "os"

var (
	total = compute(first)
	first = second + 1
	second, third = split()
	handlers = map[string]func(int) int{
		"inc": func(n int) int { return n + 1 },
		"dec": func(n int) int { return func() int { return n - 1 }() },
	}
)

func compute(n int) int { return n*10 + helper() }
func helper() int       { return third }
func split() (int, int) { return 4, 5 }

func init() { println("init 1", total, first, second) }
func init() { println("init 2") }

func fib(n int) int {
	if n < 2 {
		return n
	}
	return fib(n-1) + fib(n-2)
}

func counter() (inc func() int, get func() int) {
	var n int
	inc = func() int { n++; return n }
	get = func() int { return n }
	return
}

func deferred() (res int) {
	defer func() {
		if r := recover(); r != nil {
			res = -1
			println("recovered", r.(string))
		}
	}()
	for i := 0; i < 3; i++ {
		defer println("deferred", i)
		defer func(k int) { res += k }(i)
	}
	panic("boom")
}

func labels(grid [][]int) (found int) {
outer:
	for i := range grid {
		for j, v := range grid[i] {
			switch {
			case v < 0:
				continue outer
			case v == 0:
				break outer
			case v == 9:
				found += j
				fallthrough
			case v == 8:
				found++
			default:
				if v == 7 {
					break
				}
				found += 100
			}
		}
	}
	return found
}

func jump() (n int) {
	i := 0
loop:
	if i < 5 {
		n += i
		i++
		goto loop
	}
	goto done
done:
	return
}

func shadow() int {
	x := 1
	{
		x := x + 1
		x++
		_ = x
	}
	if x := x * 10; x > 5 {
		return x
	} else if y := x; y > 2 {
		return y
	}
	return x
}

func forever() int {
	for {
		if total > 0 {
			return 1
		}
	}
}

func choose(v any) string {
	switch t := v.(type) {
	case nil:
		return "nil"
	case func():
		t()
		return "func"
	case []int:
		return "slice"
	case interface{ Error() string }:
		return t.Error()
	}
	return "?"
}

type bits uint8

const (
	flagA bits = 1 << iota
	flagB
	flagC
)

func ops() {
	var b bits = flagA | flagC
	b &^= flagA
	b |= flagB
	b ^= 0x80
	b <<= 1
	b >>= 2
	var i8 int8 = -128
	i8--
	var u uint = 3
	x := 1 << u
	var f float32 = 1.5
	f /= 2
	f *= 3
	y := 7
	y %= 4
	var sh int64 = 1<<u + 1
	s := "a"
	s += "b" + string(s[0])
	println(b, i8, x, f > 2, y, sh, s, -7/2, -7%3, 7&^5, ^0, uint8(255)+uint8(u), 1<<3|2)
	p, q := 1, 2
	p, q = q, p
	arr := []int{1, 2, 3}
	k := 0
	k, arr[k] = 2, 9
	println(p, q, k, arr[0], arr[2])
	m := map[string][]int{}
	m["a"] = append(m["a"], 1, 2)
	m["a"][1]++
	mm := map[string]int{"x": 1}
	mm["x"] += 5
	mm["y"]++
	delete(mm, "x")
	if v, ok := mm["y"]; ok && v == 1 {
		println("y", v, len(m["a"]))
	}
	for k := range mm {
		delete(mm, k)
	}
	for range 3 {
		k++
	}
	for i := range uint8(3) {
		k += int(i)
	}
	var key string
	var val any
	for key, val = range map[string]int{"z": 26} {
		println(key, val.(int))
	}
	for i := range [3]int{} {
		k += i
	}
	clear(mm)
	clear(arr)
	println(k, len(mm), arr[0])
}

func closures() {
	var fs []func() int
	for i := 0; i < 3; i++ {
		fs = append(fs, func() int { i *= 2; return i })
	}
	t := 0
	for _, f := range fs {
		t += f() + f()
	}
	rec := func(n int) int { return 0 }
	rec = func(n int) int {
		if n == 0 {
			return 0
		}
		return n + rec(n-1)
	}
	println(t, rec(4))
	done := false
	go func(msg string) { done = true; _ = msg }("hi")
	func() {
		defer func() { done = done || recover() == nil }()
	}()
}

func main() {
	println(fib(10), handlers["inc"](1), handlers["dec"](1))
	inc, get := counter()
	inc()
	inc()
	println(get(), deferred(), labels([][]int{{1, 9, -1, 5}, {8, 7, 0}, {1}}), jump(), shadow(), forever())
	println(choose(nil), choose(func() {}), choose([]int{1}), choose(1))
	ops()
	closures()
	var e interface{ Unwrap() error }
	if _, ok := any(e).(error); !ok && e == nil {
		defer os.Exit(3)
	}
}
