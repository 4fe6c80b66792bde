// The k-th receive happens before the end of the (k+1)-th send: a lock.
package main

var x int

func main() {
	sem := make(chan int, 1)
	done := make(chan bool)
	for i := 0; i < 3; i++ {
		go func() {
			sem <- 1
			x++
			<-sem
			done <- true
		}()
	}
	for i := 0; i < 3; i++ {
		<-done
	}
	println(x)
}
