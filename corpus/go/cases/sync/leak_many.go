package main

func main() {
	for i := 0; i < 1000; i++ {
		go func() { select {} }()
	}
	println("main returns")
}
