package main

func swallow(yield func(int) bool) { defer func() { recover() }(); yield(1) }
func main() {
	for range swallow {
		panic("lost")
	}
}
