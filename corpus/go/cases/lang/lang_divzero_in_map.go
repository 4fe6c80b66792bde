package main

func main() {
	m := map[string]int{}
	z := 0
	func() {
		defer func() { println(recover() != nil, len(m)) }()
		m["a"] /= z
	}()
	func() {
		defer func() { println(recover() != nil, len(m)) }()
		m["b"] = 1 / z
	}()
	func() {
		defer func() { println(recover() != nil, len(m)) }()
		m["c"] += []int{}[z]
	}()
	k := []int{1, 2}
	i := 0
	k[i], i = 5, 1
	println(k[0], i)
	i, k[i] = 0, 7
	println(k[0], k[1])
}
