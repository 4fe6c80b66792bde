package main

//go:noinline
func grow0(n int) {
	var s []byte
	last := -1
	for i := 0; i < n; i++ {
		s = append(s, byte(i))
		if cap(s) != last {
			last = cap(s)
			print(" ", last)
		}
	}
	println()
}

//go:noinline
func grow1(n int) {
	var s []uint16
	last := -1
	for i := 0; i < n; i++ {
		s = append(s, uint16(i))
		if cap(s) != last {
			last = cap(s)
			print(" ", last)
		}
	}
	println()
}

//go:noinline
func grow2(n int) {
	var s [][3]byte
	last := -1
	for i := 0; i < n; i++ {
		s = append(s, [3]byte{byte(i)})
		if cap(s) != last {
			last = cap(s)
			print(" ", last)
		}
	}
	println()
}

//go:noinline
func grow3(n int) {
	var s []int32
	last := -1
	for i := 0; i < n; i++ {
		s = append(s, int32(i))
		if cap(s) != last {
			last = cap(s)
			print(" ", last)
		}
	}
	println()
}

//go:noinline
func grow4(n int) {
	var s [][5]byte
	last := -1
	for i := 0; i < n; i++ {
		s = append(s, [5]byte{byte(i)})
		if cap(s) != last {
			last = cap(s)
			print(" ", last)
		}
	}
	println()
}

//go:noinline
func grow5(n int) {
	var s []int
	last := -1
	for i := 0; i < n; i++ {
		s = append(s, i)
		if cap(s) != last {
			last = cap(s)
			print(" ", last)
		}
	}
	println()
}

//go:noinline
func grow6(n int) {
	var s [][12]byte
	last := -1
	for i := 0; i < n; i++ {
		s = append(s, [12]byte{byte(i)})
		if cap(s) != last {
			last = cap(s)
			print(" ", last)
		}
	}
	println()
}

//go:noinline
func grow7(n int) {
	var s []string
	last := -1
	for i := 0; i < n; i++ {
		s = append(s, "x")
		if cap(s) != last {
			last = cap(s)
			print(" ", last)
		}
	}
	println()
}

//go:noinline
func grow8(n int) {
	var s [][17]byte
	last := -1
	for i := 0; i < n; i++ {
		s = append(s, [17]byte{byte(i)})
		if cap(s) != last {
			last = cap(s)
			print(" ", last)
		}
	}
	println()
}

//go:noinline
func grow9(n int) {
	var s [][]int
	last := -1
	for i := 0; i < n; i++ {
		s = append(s, nil)
		if cap(s) != last {
			last = cap(s)
			print(" ", last)
		}
	}
	println()
}

//go:noinline
func grow10(n int) {
	var s [][31]byte
	last := -1
	for i := 0; i < n; i++ {
		s = append(s, [31]byte{byte(i)})
		if cap(s) != last {
			last = cap(s)
			print(" ", last)
		}
	}
	println()
}

//go:noinline
func grow11(n int) {
	var s [][4]int
	last := -1
	for i := 0; i < n; i++ {
		s = append(s, [4]int{i})
		if cap(s) != last {
			last = cap(s)
			print(" ", last)
		}
	}
	println()
}

//go:noinline
func grow12(n int) {
	var s [][33]byte
	last := -1
	for i := 0; i < n; i++ {
		s = append(s, [33]byte{byte(i)})
		if cap(s) != last {
			last = cap(s)
			print(" ", last)
		}
	}
	println()
}

//go:noinline
func grow13(n int) {
	var s [][5]int
	last := -1
	for i := 0; i < n; i++ {
		s = append(s, [5]int{i})
		if cap(s) != last {
			last = cap(s)
			print(" ", last)
		}
	}
	println()
}

//go:noinline
func grow14(n int) {
	var s [][64]byte
	last := -1
	for i := 0; i < n; i++ {
		s = append(s, [64]byte{byte(i)})
		if cap(s) != last {
			last = cap(s)
			print(" ", last)
		}
	}
	println()
}

//go:noinline
func grow15(n int) {
	var s []*int
	last := -1
	for i := 0; i < n; i++ {
		s = append(s, nil)
		if cap(s) != last {
			last = cap(s)
			print(" ", last)
		}
	}
	println()
}

//go:noinline
func grow16(n int) {
	var s []struct{}
	last := -1
	for i := 0; i < n; i++ {
		s = append(s, struct{}{})
		if cap(s) != last {
			last = cap(s)
			print(" ", last)
		}
	}
	println()
}

//go:noinline
func grow17(n int) {
	var s []any
	last := -1
	for i := 0; i < n; i++ {
		s = append(s, nil)
		if cap(s) != last {
			last = cap(s)
			print(" ", last)
		}
	}
	println()
}

//go:noinline
func grow18(n int) {
	var s [][3]*int
	last := -1
	for i := 0; i < n; i++ {
		s = append(s, [3]*int{})
		if cap(s) != last {
			last = cap(s)
			print(" ", last)
		}
	}
	println()
}

func main() {
	print("byte:")
	grow0(70)
	print("uint16:")
	grow1(70)
	print("[3]byte:")
	grow2(70)
	print("int32:")
	grow3(70)
	print("[5]byte:")
	grow4(70)
	print("int:")
	grow5(70)
	print("[12]byte:")
	grow6(70)
	print("string:")
	grow7(70)
	print("[17]byte:")
	grow8(70)
	print("[]int:")
	grow9(70)
	print("[31]byte:")
	grow10(70)
	print("[4]int:")
	grow11(70)
	print("[33]byte:")
	grow12(70)
	print("[5]int:")
	grow13(70)
	print("[64]byte:")
	grow14(70)
	print("*int:")
	grow15(70)
	print("struct{}:")
	grow16(70)
	print("any:")
	grow17(70)
	print("[3]*int:")
	grow18(70)
}
