// Only the sends: nobody waits for a receive.
package main

var x int

func main() {
	sem := make(chan int, 3)
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
