package main

func it(yield func(int) bool) {
	for i := 0; i < 3; i++ {
		if !yield(i) {
			return
		}
	}
}

func rec() (res any) {
	defer func() {
		for i := range it {
			if r := recover(); r != nil {
				println("recovered at", i, r.(string))
			}
		}
	}()
	panic("boom")
}

func rec2() {
	defer println("rec2 done")
	defer func() {
		for range it {
			func() {
				if r := recover(); r != nil {
					println("wrong")
				}
			}()
		}
	}()
	panic("boom2")
}

func nested() {
	defer func() {
		for i := range it {
			for j := range it {
				if i == 1 && j == 1 {
					println("nested", recover() == nil)
				}
			}
		}
	}()
	panic("deep")
}

func defers() (n int) {
	defer println("first")
	for i := range it {
		defer println("loop", i)
		defer func() { n += i }()
	}
	defer println("last")
	println("body over")
	return 10
}

func recoverInLoopDefer() (s string) {
	for i := range it {
		defer func() {
			if r := recover(); r != nil {
				s = r.(string)
				println("caught in", i)
			}
		}()
		if i == 1 {
			panic("in loop")
		}
	}
	return "none"
}

func twoLoops() {
	for i := range it {
		for j := range it {
			defer println("two", i, j)
			if j == 1 {
				break
			}
		}
	}
	for i := range it {
		if i == 2 {
			return
		}
		defer println("second", i)
	}
}

func gotos() {
	n := 0
again:
	n++
	for i := range it {
		for j := range it {
			if n < 3 && j == 1 {
				println("goto again", n, i, j)
				goto again
			}
			if i == 2 {
				goto end
			}
			if j == 0 {
				goto inner
			}
			println("j", j)
		inner:
		}
	}
	println("not here")
end:
	println("end", n)
}

func itDefers(yield func(int) bool) {
	defer println("iterator's own")
	yield(1)
	yield2(yield)
}
func yield2(yield func(int) bool) { defer println("yield2's own"); yield(2) }

func mixed() {
	for i := range itDefers {
		defer println("mixed", i)
	}
	println("mixed over")
}

func iterLoop() {
	for k := 0; k < 2; k++ {
		for i := range it {
			defer println("k", k, "i", i)
			if i == 1 {
				break
			}
		}
	}
}

var fn func()

func closureLoop() {
	fn = func() {
		for i := range it {
			defer println("closure", i)
		}
		println("closure over")
	}
	fn()
	println("after closure")
}

func main() {
	func() { defer func() { println("rec outer", recover().(string)) }(); rec() }()
	func() {
		defer func() { println("outer", recover().(string)) }()
		rec2()
	}()
	func() { defer func() { println("nested outer", recover().(string)) }(); nested() }()
	println(defers())
	println(recoverInLoopDefer())
	twoLoops()
	gotos()
	mixed()
	iterLoop()
	closureLoop()
	for i := range it {
		defer println("main's", i)
		if i == 1 {
			panic("main")
		}
	}
}
