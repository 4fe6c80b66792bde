package main

import "runtime"

type MyErr struct{ code int }

func (e MyErr) Error() string { return "my error" }

func try(name string, f func()) {
	defer func() {
		r := recover()
		switch v := r.(type) {
		case nil:
			println(name, "nil")
		case runtime.Error:
			println(name, "runtime:", v.Error())
		case error:
			println(name, "error:", v.Error())
		case string:
			println(name, "string:", v)
		case int:
			println(name, "int:", v)
		default:
			println(name, "other")
		}
	}()
	f()
}

func nested() {
	defer func() {
		defer func() {
			println("inner", recover() != nil)
		}()
		panic("second")
	}()
	panic("first")
}

func helper() any { return recover() }

func notDirect() {
	defer func() {
		println("helper", helper() == nil)
	}()
	panic("still")
}

func again() {
	defer func() {
		r := recover()
		println("again", r.(string))
		panic("re-" + r.(string))
	}()
	panic("p")
}

func deep(n int) {
	if n == 0 {
		var p *MyErr
		println(p.code)
	}
	defer println("deep", n)
	deep(n - 1)
}

func result() (n int, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = r.(error)
			n = -1
		}
	}()
	var m map[string]int
	m["a"] = 1
	return 1, nil
}

func main() {
	var a []int
	var i any = "str"
	var e error
	zero := 0
	try("none", func() {})
	try("index", func() { println(a[5]) })
	try("neg", func() { k := -1; println(a[k]) })
	try("div", func() { println(1 / zero) })
	try("nil", func() { var p *int; println(*p) })
	try("nilmap", func() { var m map[int]int; m[1] = 2 })
	try("assert", func() { println(i.(int)) })
	try("assert2", func() { println(e.(MyErr).code) })
	try("iface", func() { println(i.(error).Error()) })
	try("nilfunc", func() { var f func(); f() })
	try("custom", func() { panic(MyErr{3}) })
	try("int", func() { panic(42) })
	try("slice", func() { s := "abc"; k := 5; println(s[k:]) })
	try("shift", func() { s := -1; println(1 << s) })
	try("conv", func() { s := []int{1}; println((*[2]int)(s)[1]) })
	try("make", func() { n := -1; println(len(make([]int, n))) })
	try("uncomparable", func() { var x, y any = a, a; println(x == y) })
	try("unhashable", func() { m := map[any]int{}; m[a] = 1 })
	try("nilpanic", func() { panic(nil) })
	try("nested", nested)
	try("notDirect", notDirect)
	try("again", again)
	try("deep", func() { deep(2) })
	n, err := result()
	println(n, err.Error())
}
