package main

func main() {
	for range make(chan int) {
	}
}
