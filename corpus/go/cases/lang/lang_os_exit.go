package main

import "os"

func main() {
	defer println("no")
	println("a")
	os.Exit(3)
}
