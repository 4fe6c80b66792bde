package main

import "context"

func main() {
	panic(context.Canceled)
}
