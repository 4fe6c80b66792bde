package main

type E struct{}

func (E) Error() string { return "E!" }
func run(n int) {
	if n == 0 {
		panic(E{})
	}
	run(n - 1)
}
func main() {
	defer println("main deferred does not run")
	go func() { defer println("in g"); run(2) }()
	for {
	}
}
