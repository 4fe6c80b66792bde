package main

func Seq(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := 0; i < n; i++ {
			if !yield(i) {
				return
			}
		}
	}
}
func main() {
outer:
	for i := range Seq(4) {
		for j := range 4 {
			for k := range Seq(4) {
				if k == 2 {
					continue outer
				}
				if i == 2 {
					break outer
				}
				if j == 1 {
					println("no")
				}
				println(i, j, k)
			}
		}
	}
loop:
	for i := 0; ; i++ {
		switch {
		default:
			for j := range Seq(3) {
				if i == 2 {
					break loop
				}
				if j == 1 {
					continue loop
				}
				select {
				default:
					if j == 5 {
						break
					}
				}
				println(i, j)
			}
		}
	}
	for i := range Seq(3) {
		switch i {
		case 1:
			break
		default:
			println("sw", i)
		}
		goto next
	next:
		if i == 1 {
			continue
		}
		println("end", i)
	}
}
