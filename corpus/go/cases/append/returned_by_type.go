package main

//go:noinline
func make0(n int) []byte {
	var s []byte
	for i := 0; i < n; i++ {
		s = append(s, byte(i))
	}
	return s
}

//go:noinline
func make1(n int) []uint16 {
	var s []uint16
	for i := 0; i < n; i++ {
		s = append(s, uint16(i))
	}
	return s
}

//go:noinline
func make2(n int) [][3]byte {
	var s [][3]byte
	for i := 0; i < n; i++ {
		s = append(s, [3]byte{byte(i)})
	}
	return s
}

//go:noinline
func make3(n int) []int32 {
	var s []int32
	for i := 0; i < n; i++ {
		s = append(s, int32(i))
	}
	return s
}

//go:noinline
func make4(n int) [][5]byte {
	var s [][5]byte
	for i := 0; i < n; i++ {
		s = append(s, [5]byte{byte(i)})
	}
	return s
}

//go:noinline
func make5(n int) []int {
	var s []int
	for i := 0; i < n; i++ {
		s = append(s, i)
	}
	return s
}

//go:noinline
func make6(n int) [][12]byte {
	var s [][12]byte
	for i := 0; i < n; i++ {
		s = append(s, [12]byte{byte(i)})
	}
	return s
}

//go:noinline
func make7(n int) []string {
	var s []string
	for i := 0; i < n; i++ {
		s = append(s, "x")
	}
	return s
}

//go:noinline
func make8(n int) [][17]byte {
	var s [][17]byte
	for i := 0; i < n; i++ {
		s = append(s, [17]byte{byte(i)})
	}
	return s
}

//go:noinline
func make9(n int) [][]int {
	var s [][]int
	for i := 0; i < n; i++ {
		s = append(s, nil)
	}
	return s
}

//go:noinline
func make10(n int) [][31]byte {
	var s [][31]byte
	for i := 0; i < n; i++ {
		s = append(s, [31]byte{byte(i)})
	}
	return s
}

//go:noinline
func make11(n int) [][4]int {
	var s [][4]int
	for i := 0; i < n; i++ {
		s = append(s, [4]int{i})
	}
	return s
}

//go:noinline
func make12(n int) [][33]byte {
	var s [][33]byte
	for i := 0; i < n; i++ {
		s = append(s, [33]byte{byte(i)})
	}
	return s
}

//go:noinline
func make13(n int) [][5]int {
	var s [][5]int
	for i := 0; i < n; i++ {
		s = append(s, [5]int{i})
	}
	return s
}

//go:noinline
func make14(n int) [][64]byte {
	var s [][64]byte
	for i := 0; i < n; i++ {
		s = append(s, [64]byte{byte(i)})
	}
	return s
}

//go:noinline
func make15(n int) []*int {
	var s []*int
	for i := 0; i < n; i++ {
		s = append(s, nil)
	}
	return s
}

//go:noinline
func make16(n int) []struct{} {
	var s []struct{}
	for i := 0; i < n; i++ {
		s = append(s, struct{}{})
	}
	return s
}

//go:noinline
func make17(n int) []any {
	var s []any
	for i := 0; i < n; i++ {
		s = append(s, nil)
	}
	return s
}

//go:noinline
func make18(n int) [][3]*int {
	var s [][3]*int
	for i := 0; i < n; i++ {
		s = append(s, [3]*int{})
	}
	return s
}

func main() {
	print("byte:")
	for n := 0; n < 12; n++ {
		s := make0(n)
		print(" ", len(s), "/", cap(s))
	}
	println()
	print("uint16:")
	for n := 0; n < 12; n++ {
		s := make1(n)
		print(" ", len(s), "/", cap(s))
	}
	println()
	print("[3]byte:")
	for n := 0; n < 12; n++ {
		s := make2(n)
		print(" ", len(s), "/", cap(s))
	}
	println()
	print("int32:")
	for n := 0; n < 12; n++ {
		s := make3(n)
		print(" ", len(s), "/", cap(s))
	}
	println()
	print("[5]byte:")
	for n := 0; n < 12; n++ {
		s := make4(n)
		print(" ", len(s), "/", cap(s))
	}
	println()
	print("int:")
	for n := 0; n < 12; n++ {
		s := make5(n)
		print(" ", len(s), "/", cap(s))
	}
	println()
	print("[12]byte:")
	for n := 0; n < 12; n++ {
		s := make6(n)
		print(" ", len(s), "/", cap(s))
	}
	println()
	print("string:")
	for n := 0; n < 12; n++ {
		s := make7(n)
		print(" ", len(s), "/", cap(s))
	}
	println()
	print("[17]byte:")
	for n := 0; n < 12; n++ {
		s := make8(n)
		print(" ", len(s), "/", cap(s))
	}
	println()
	print("[]int:")
	for n := 0; n < 12; n++ {
		s := make9(n)
		print(" ", len(s), "/", cap(s))
	}
	println()
	print("[31]byte:")
	for n := 0; n < 12; n++ {
		s := make10(n)
		print(" ", len(s), "/", cap(s))
	}
	println()
	print("[4]int:")
	for n := 0; n < 12; n++ {
		s := make11(n)
		print(" ", len(s), "/", cap(s))
	}
	println()
	print("[33]byte:")
	for n := 0; n < 12; n++ {
		s := make12(n)
		print(" ", len(s), "/", cap(s))
	}
	println()
	print("[5]int:")
	for n := 0; n < 12; n++ {
		s := make13(n)
		print(" ", len(s), "/", cap(s))
	}
	println()
	print("[64]byte:")
	for n := 0; n < 12; n++ {
		s := make14(n)
		print(" ", len(s), "/", cap(s))
	}
	println()
	print("*int:")
	for n := 0; n < 12; n++ {
		s := make15(n)
		print(" ", len(s), "/", cap(s))
	}
	println()
	print("struct{}:")
	for n := 0; n < 12; n++ {
		s := make16(n)
		print(" ", len(s), "/", cap(s))
	}
	println()
	print("any:")
	for n := 0; n < 12; n++ {
		s := make17(n)
		print(" ", len(s), "/", cap(s))
	}
	println()
	print("[3]*int:")
	for n := 0; n < 12; n++ {
		s := make18(n)
		print(" ", len(s), "/", cap(s))
	}
	println()
}
