package main

func Seq(yield func(int) bool) { defer println("cleanup"); yield(3) }
func main() {
	defer func() { println("got", recover().(string)) }()
	for x := range Seq {
		if x == 3 {
			panic("three")
		}
	}
}
