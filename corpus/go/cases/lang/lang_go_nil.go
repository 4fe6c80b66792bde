package main

func main() {
	var f func()
	defer func() { println(recover() != nil) }()
	go f()
}
