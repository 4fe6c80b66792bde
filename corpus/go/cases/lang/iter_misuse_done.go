package main

func bad(yield func(int) bool) { yield(1); yield(2) }
func main() {
	defer func() { println(recover().(error).Error()) }()
	for x := range bad {
		println(x)
		break
	}
}
