package main

func main() {
	a := make(chan int)
	select {
	case <-a:
	}
}
