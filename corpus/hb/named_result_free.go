// `return x` of the result x itself writes nothing.
package main

import "sync"

func f() (x []int, err error) {
	x = make([]int, 1)
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		wg.Done()
		println(len(x))
	}()
	wg.Wait()
	return x, err
}

func main() {
	x, _ := f()
	println(len(x))
}
