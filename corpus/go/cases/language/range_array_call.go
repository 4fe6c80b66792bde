package main

var calls int

func array() [3]int { calls++; return [3]int{7, 8, 9} }

func pointer() *[3]int { calls++; return nil }

// The length of an array is no constant if a call stands in the expression: then it is evaluated, once.
func main() {
	sum := 0
	for i := range array() {
		sum += i
	}
	for range array() {
		sum += 10
	}
	for i := range pointer() {
		sum += i
	}
	var no *[3]int
	for i := range *no {
		sum += i
	}
	println(calls, sum)
}
