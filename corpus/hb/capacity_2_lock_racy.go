// Two at a time are let in: no lock.
package main

var x int

func main() {
	sem := make(chan int, 2)
	done := make(chan bool)
	for i := 0; i < 4; i++ {
		go func() {
			sem <- 1
			x++
			<-sem
			done <- true
		}()
	}
	for i := 0; i < 4; i++ {
		<-done
	}
	println(x)
}
