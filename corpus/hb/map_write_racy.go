// A map is one object: two goroutines write two keys.
package main

var x int

func main() {
	m := map[int]int{}
	done := make(chan bool)
	for i := 0; i < 2; i++ {
		go func(i int) {
			m[i] = x
			done <- true
		}(i)
	}
	<-done
	<-done
}
