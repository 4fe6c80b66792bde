package main

import "fmt"

func nested() {
	defer func() {
		defer recover()
	}()
	panic("taken back")
}

func two() {
	defer func() {
		defer fmt.Println("first", recover())
		defer recover()
	}()
	panic("two")
}

func deeper() {
	defer func() {
		func() {
			defer recover()
		}()
	}()
	panic("deeper")
}

func direct() {
	defer recover()
	panic("direct")
}

func try(name string, f func()) {
	defer func() { fmt.Println(name, recover()) }()
	f()
	fmt.Println(name, "went on")
}

func main() {
	try("nested", nested)
	try("two", two)
	try("deeper", deeper)
	try("direct", direct)
	try("goroutine", func() {
		done := make(chan bool)
		go func() {
			defer close(done)
			defer func() { defer recover() }()
			panic("other")
		}()
		<-done
	})
}
