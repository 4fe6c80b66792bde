// Pool: Put(x) before the Get that returns x.
package main

import "sync"

var x int

func main() {
	var p sync.Pool
	done := make(chan bool)
	for i := 0; i < 2; i++ {
		go func() {
			n, _ := p.Get().(*int)
			if n == nil {
				n = new(int)
			}
			*n++
			p.Put(n)
			done <- true
		}()
	}
	<-done
	<-done
}
