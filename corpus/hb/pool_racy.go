// Pool: what is kept after Put is another's.
package main

import "sync"

var x int

func main() {
	var p sync.Pool
	done := make(chan bool)
	p.Put(&x)
	for i := 0; i < 2; i++ {
		go func() {
			if n, ok := p.Get().(*int); ok {
				p.Put(n)
				*n = 1
			}
			done <- true
		}()
	}
	<-done
	<-done
}
