package main

func main() {
	defer func() { println(recover() != nil) }()
	var f func()
	defer f()
	println("before")
}
